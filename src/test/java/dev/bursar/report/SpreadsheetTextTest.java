package dev.bursar.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpreadsheetTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "－", "-"})
    void text_that_would_be_run_gets_an_apostrophe(String text) {
        assertThat(SpreadsheetText.neutralise(text)).isEqualTo("'" + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ada", "1-1", "'=1", "a=b", "ada@example.com"})
    void other_text_stays_as_it_is(String text) {
        assertThat(SpreadsheetText.neutralise(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-12", "-12.50", "999"})
    void a_plain_amount_is_no_formula(String text) {
        assertThat(SpreadsheetText.neutraliseUnlessAmount(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-12+1", "+12", "=12", "-1e3", "--1"})
    void what_only_begins_like_an_amount_is_neutralised(String text) {
        assertThat(SpreadsheetText.neutraliseUnlessAmount(text)).isEqualTo("'" + text);
    }
}
