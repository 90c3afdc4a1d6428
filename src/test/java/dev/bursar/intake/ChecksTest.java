package dev.bursar.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-01T09:30:00Z",
                "2026-11-01T09:30Z",
                "2026-11-01T09:30:00.123456789+05:30",
                "0001-01-01T00:00:00Z",
                "9999-12-31T23:59:59-14:00"
            })
    void instants_with_a_zone_are_good(String text) {
        assertThat(Checks.instant(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-01T09:30:00, without a zone; end it with Z or an offset such as +01:00",
        "2026-11-01, no instant; write it as 2026-11-01T09:30:00Z",
        "'', no instant; write it as 2026-11-01T09:30:00Z",
        "2026-02-30T00:00:00Z, no instant that a calendar has",
        "2026-11-01T24:00:00Z, no instant that a calendar has",
        "2026-11-01T00:00:00+15:00, no instant that a calendar has",
        "0000-01-01T00:00:00Z, no instant that a calendar has",
        "2026-11-01T09:30:00z, no instant; write it as 2026-11-01T09:30:00Z"
    })
    void other_instants_are_refused(String text, String why) {
        assertThat(Checks.instant(text)).contains("'" + text + "' is " + why);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-02-29, no date that a calendar has",
        "2026-1-1, no date; write it as 2026-11-01",
        "01.11.2026, no date; write it as 2026-11-01",
        "0000-01-01, no date that a calendar has"
    })
    void other_dates_are_refused(String text, String why) {
        assertThat(Checks.date(text)).contains("'" + text + "' is " + why);
        assertThat(Checks.date("2028-02-29")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "999", "9223372036854775807", "0000000000000000000000000001"})
    void whole_cents_are_good(String text) {
        assertThat(Checks.cents(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "9223372036854775808, 'more than 9223372036854775807, the most that can be kept'",
        "99999999999999999999, 'more than 9223372036854775807, the most that can be kept'",
        "-1, negative",
        "9.99, no whole number of cents",
        "1e3, no whole number of cents",
        "١, no whole number of cents",
        "'', no whole number of cents"
    })
    void other_amounts_are_refused(String text, String why) {
        assertThat(Checks.cents(text)).contains("'" + text + "' is " + why);
    }

    @Test
    void an_identifier_has_1_to_255_characters_of_any_kind() {
        assertThat(Checks.identifier("𝄞".repeat(255))).isEmpty();
        assertThat(Checks.identifier("\u0001\u001b[31m\u202e")).isEmpty();
        assertThat(Checks.identifier("")).contains("is empty");
        assertThat(Checks.identifier("x".repeat(256)))
                .contains("has 256 characters; 255 are the most that it may have");
    }

    @Test
    void zones_are_those_of_the_iana_database() {
        assertThat(Checks.zoneOrNothing("Europe/Berlin")).isEmpty();
        assertThat(Checks.zoneOrNothing("")).isEmpty();
        assertThat(Checks.zoneOrNothing("Mars/Olympus"))
                .contains("'Mars/Olympus' is no zone; name one such as Europe/Berlin");
    }

    @Test
    void locales_are_language_tags() {
        assertThat(Checks.localeOrNothing("de-DE")).isEmpty();
        assertThat(Checks.localeOrNothing("de_DE")).isEmpty();
        assertThat(Checks.localeOrNothing("")).isEmpty();
        assertThat(Checks.localeOrNothing("german please"))
                .contains("'german please' is no locale; name one such as en-US");
    }

    @Test
    void a_long_value_is_cut_in_the_reason() {
        assertThat(Checks.date("9".repeat(1000)))
                .contains("'" + "9".repeat(60) + "…' is no date; write it as 2026-11-01");
    }
}
