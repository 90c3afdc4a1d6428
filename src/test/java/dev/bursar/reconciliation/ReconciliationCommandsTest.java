package dev.bursar.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.cli.CommandLineRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command as an operator and a script meet it, on 15 November 2026. */
class ReconciliationCommandsTest {
    private static Books books;

    @BeforeAll
    static void open() {
        books = Books.of(20);
    }

    @AfterAll
    static void close() {
        books.close();
    }

    @Test
    void clean_books_are_exit_0_and_the_contract_s_object() {
        CommandLineRun run = books.ran();
        assertThat(run.exit()).isZero();
        assertThat(run.json().path("for").stringValue()).isEqualTo("2026-11-14");
        assertThat(run.json().path("scope").stringValue()).isEqualTo("all");
        assertThat(run.json().path("status").stringValue()).isEqualTo("COMPLETED");
        assertThat(run.json().path("findings").longValue()).isZero();
        assertThat(run.json().path("totals").propertyNames())
                .containsExactly("checkedMillicredits", "varianceMillicredits");
        assertThat(run.json().path("counts").path("read").longValue())
                .isEqualTo(number("SELECT count(*) FROM account"));
        assertThat(run.json().path("totals").path("checkedMillicredits").longValue())
                .isEqualTo(number("SELECT sum(balance_millicredits) FROM account"));
    }

    @Test
    void people_read_a_verdict_on_each_invariant() {
        CommandLineRun run = books.bursar("reconciliation", "run", "--date", "2026-11-15");
        assertThat(run.stdout())
                .contains("I1   a balance is the sum of its entries   ")
                .contains("I10  uses and remainder of a priced lot make up what was bought   ")
                .endsWith("The books agree: nothing was found in 57 accounts.\n");
        CommandLineRun some = books.bursar("reconciliation", "run", "--date", "2026-11-15", "--user", "user-000001");
        assertThat(some.stdout()).containsPattern("I7 .* not checked: of no user's account");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            run                                          | 2 | usage                | the day to check for is missing
            run --date 2026-02-30                        | 2 | malformed-value      | --date '2026-02-30' is malformed
            run --date yesterday                         | 2 | malformed-value      | --date 'yesterday' is malformed
            run --date 2026-11-16                        | 4 | period-in-the-future | 2026-11-16 has not come yet: in UTC it is 2026-11-15
            run --date 2026-11-14 --user nobody          | 2 | unknown-user         | there is no user 'nobody'
            plan --date 2026-11-16                       | 4 | period-in-the-future | 2026-11-16 has not come yet: in UTC it is 2026-11-15
            findings --status broken                     | 2 | malformed-value      | --status 'broken' is malformed
            findings --kind I11                          | 2 | malformed-value      | --kind 'I11' is malformed
            findings --limit 0                           | 2 | malformed-value      | --limit '0' is malformed
            findings --user nobody                       | 2 | unknown-user         | there is no user 'nobody'
            resolve                                      | 2 | usage                | Missing required parameter: 'ID'
            """)
    void what_cannot_be_done_is_said(String arguments, int exit, String code, String message) {
        CommandLineRun run = books.bursar(("reconciliation " + arguments + " -o json").split(" "));
        assertThat(run.json().at("/error/message").stringValue()).isEqualTo(message);
        assertThat(run.json().at("/error/code").stringValue()).isEqualTo(code);
        assertThat(run.json().at("/error/hint").stringValue()).isNotBlank();
        assertThat(run.exit()).isEqualTo(exit);
    }

    private static long number(String sql) {
        return books.client().sql(sql).query(Long.class).single();
    }
}
