package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.money.Millicredits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What operators write by hand: grant, adjust, refund, reset. Ada is on pro and has never been allocated. */
class OperatorEntriesTest {
    private static final String NO_REASON = """
            bursar: --reason is missing; nothing was changed
              Say why with --reason TEXT: it is kept with what the command changes.
            """;

    private Desk desk;

    @BeforeEach
    void open(@TempDir Path folder) {
        desk = new Desk(folder);
        desk.hasSubscriber("ada", "pro", "2026-11-01");
    }

    @AfterEach
    void close() {
        assertThat(desk.brokenInvariants()).isEmpty();
        desk.close();
    }

    private CommandLineRun write(String command, String creditType, String credits, String key, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                command,
                "ada",
                "--credit-type",
                creditType,
                "--credits",
                credits,
                "--key",
                key,
                "--reason",
                "goodwill"));
        arguments.addAll(List.of(more));
        return desk.bursar(arguments.toArray(String[]::new));
    }

    @Test
    void a_grant_says_what_it_did_and_repeats_its_answer() {
        CommandLineRun run = write("grant", "credits", "12.345", "g1", "--expires", "2027-01-01T00:00:00Z");
        assertThat(run.exit()).isZero();
        assertThat(run.stdout()).isEqualTo("""
                Granted 12.345 credits to ada until 2027-01-01T00:00:00Z; the balance is 12.345.
                Next: bursar lots ada shows the lot.
                """);
        assertThat(write("grant", "credits", "12.345", "g1", "--expires", "2027-01-01T00:00:00Z")
                        .stdout())
                .isEqualTo(run.stdout());
        assertThat(desk.count("entry")).isEqualTo(1);
        assertThat(desk.bursar("ledger", "ada", "-o", "json")
                        .json()
                        .get(0)
                        .path("reason")
                        .stringValue())
                .isEqualTo("goodwill");
    }

    @Test
    void a_key_with_other_content_is_refused() {
        assertThat(write("grant", "credits", "1", "g1").exit()).isZero();
        CommandLineRun other = write("grant", "credits", "2", "g1", "-o", "json");
        assertThat(other.exit()).isEqualTo(4);
        assertThat(other.json().path("error").path("code").stringValue()).isEqualTo("key-conflict");
        assertThat(desk.count("entry")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            grant  | credits  | 0                        | the amount is zero; nothing was changed
            grant  | credits  | -1                       | a grant must be positive, not -1 credits; nothing was changed
            grant  | credits  | 0.0001                   | 0.0001 credits has more than three decimals
            grant  | credits  | 9223372036854775.808     | 9,223,372,036,854,775.808 credits is more than an account can hold
            grant  | credits  | 99999999999999999999     | 99,999,999,999,999,999,999 credits is more than an account can hold
            grant  | credits  | 12345.00010              | 12,345.0001 credits has more than three decimals
            grant  | credits  | 1e3                      | '1e3' is no amount of credits; nothing was changed
            grant  | credits  | 1,000                    | '1,000' is no amount of credits; nothing was changed
            grant  | credits  | NaN                      | 'NaN' is no amount of credits; nothing was changed
            grant  | shobeis  | 1.5                      | 1.5 credits of type shobeis: only whole credits move
            grant  | shobeis  | 12345.5                  | 12,345.5 credits of type shobeis: only whole credits move
            grant  | gold     | 1                        | unknown credit type 'gold'
            adjust | credits  | 0                        | the amount is zero; nothing was changed
            adjust | shobeis  | -1.5                     | -1.5 credits of type shobeis: only whole credits move
            """)
    void an_amount_that_cannot_be_is_exit_2(String command, String creditType, String credits, String message) {
        CommandLineRun run = write(command, creditType, credits, "k");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.stderr()).startsWith("bursar: " + message + "\n");
        assertThat(desk.count("entry")).isZero();
    }

    @Test
    void what_is_not_there_cannot_be_taken() {
        assertThat(write("grant", "credits", "12345.25", "g1").exit()).isZero();
        CommandLineRun run = write("adjust", "credits", "-1234567.5", "a1");
        assertThat(run.exit()).isEqualTo(4);
        assertThat(run.stderr())
                .startsWith(
                        "bursar: user 'ada' can spend 12,345.25 credits of type credits, 1,234,567.5 cannot be taken\n");
        assertThat(desk.count("entry")).isEqualTo(1);
    }

    @Test
    void sql_writes_credits_as_java_does() {
        List<Long> amounts = List.of(
                0L, 1L, -500L, 999_999L, 1_000_000L, -1_234_567_890L, 1_000_010L, Long.MAX_VALUE, Long.MIN_VALUE);
        assertThat(desk.database()
                        .client()
                        .sql("SELECT credits_text(v) FROM unnest(CAST(? AS bigint[])) AS v")
                        .param(amounts.toArray(Long[]::new))
                        .query(String.class)
                        .list())
                .isEqualTo(
                        amounts.stream().map(v -> Millicredits.of(v).toString()).toList());
    }

    @Test
    void one_entry_moves_at_most_a_hundred_trillion_credits() {
        assertThat(write("grant", "credits", "100000000000000", "g1").exit()).isZero();
        CommandLineRun more = write("grant", "credits", "100000000000000.001", "g2");
        assertThat(more.exit()).isEqualTo(2);
        assertThat(more.stderr())
                .startsWith(
                        "bursar: 100,000,000,000,000.001 credits are more than one entry may move (100,000,000,000,000)\n");
        assertThat(desk.count("entry")).isEqualTo(1);
    }

    @Test
    void a_balance_that_would_pass_2_to_the_63rd_is_exit_2_and_stays() {
        var _ = desk.database()
                .client()
                .sql("SELECT count(grant_credits('ada', 'credits', 100000000000000000, NULL, 'g' || n, 'much'))"
                        + " FROM generate_series(1, 92) AS n")
                .query(Long.class)
                .single();
        CommandLineRun tooMuch = write("grant", "credits", "100000000000000", "g93");
        assertThat(tooMuch.exit()).isEqualTo(2);
        assertThat(tooMuch.stderr())
                .startsWith(
                        "bursar: the credits of user 'ada' would be more than an account can hold; nothing was changed\n");
        assertThat(desk.bursar("balance", "ada", "-o", "json")
                        .json()
                        .get(0)
                        .path("balanceMillicredits")
                        .longValue())
                .isEqualTo(9_200_000_000_000_000_000L);
    }

    @Test
    void an_expiry_that_has_passed_is_exit_2() {
        CommandLineRun run = write("grant", "credits", "1", "g1", "--expires", "2026-11-01T00:00:00Z");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.stderr()).startsWith("bursar: expiry 2026-11-01T00:00:00Z is not after 2026-11-15T10:00:00Z");
    }

    @Test
    void without_a_reason_nothing_is_written() {
        assertThat(desk.bursar("grant", "ada", "--credit-type", "credits", "--credits", "1", "--key", "k"))
                .isEqualTo(new CommandLineRun(2, "", NO_REASON));
        assertThat(desk.bursar("adjust", "ada", "--credit-type", "credits", "--credits", "1", "--key", "k"))
                .isEqualTo(new CommandLineRun(2, "", NO_REASON));
        assertThat(desk.bursar("refund", "ada", "--key", "k")).isEqualTo(new CommandLineRun(2, "", NO_REASON));
        assertThat(desk.bursar("freeze", "ada")).isEqualTo(new CommandLineRun(2, "", NO_REASON));
        assertThat(desk.bursar("allocation", "reset", "ada")).isEqualTo(new CommandLineRun(2, "", NO_REASON));
    }

    @Test
    void an_adjustment_takes_away_what_is_there_and_never_more() {
        assertThat(write("adjust", "credits", "10", "a1").exit()).isZero();
        assertThat(write("adjust", "credits", "-4.5", "a2").stdout())
                .startsWith("Adjusted ada by -4.5 credits; the balance is 5.5.\n");
        CommandLineRun tooMuch = write("adjust", "credits", "-5.501", "a3", "-o", "json");
        assertThat(tooMuch.exit()).isEqualTo(4);
        assertThat(tooMuch.json().path("error").path("code").stringValue()).isEqualTo("insufficient");
        assertThat(desk.count("entry")).isEqualTo(2);
    }

    @Test
    void a_dry_run_writes_nothing_and_says_so() {
        assertThat(write("grant", "credits", "5", "g1", "--dry-run").stdout()).isEqualTo("""
                Granted 5 credits to ada; the balance is 5.
                Dry run: nothing was changed.
                """);
        assertThat(write("grant", "credits", "5", "g1", "--dry-run", "-o", "json")
                        .json()
                        .path("dryRun")
                        .booleanValue())
                .isTrue();
        assertThat(desk.count("entry")).isZero();
        assertThat(desk.count("idempotency_key")).isZero();
    }

    @Test
    void a_reset_expires_what_is_left_of_every_allowance_and_grants_it_anew() {
        assertThat(desk.bursar("charge", "ada", "--action", "ANALYSIS", "--quantity", "50000", "--key", "c1")
                        .exit())
                .isZero();
        CommandLineRun run = desk.bursar("allocation", "reset", "ada", "--reason", "lost data", "-o", "json");
        assertThat(run.exit()).isZero();
        assertThat(run.stdout()).isEqualToIgnoringWhitespace("""
                [{"creditType": "shobeis", "grantedMillicredits": 5000000, "balanceMillicredits": 5000000},
                 {"creditType": "analysis", "grantedMillicredits": 100000, "balanceMillicredits": 100000},
                 {"creditType": "roast", "grantedMillicredits": 50000, "balanceMillicredits": 50000}]""");
        assertThat(desk.bursar("ledger", "ada", "--credit-type", "shobeis", "-o", "json")
                        .json()
                        .findValuesAsString("type"))
                .containsExactly("allocation", "deduction", "expiry", "adjustment");
    }
}
