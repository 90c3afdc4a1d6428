package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators see and say of users who spend far more than usual. Ada spends 7 shobeis a day, from the 8th to the 14th. */
class GuardrailsCommandsTest {
    private Desk desk;

    @BeforeEach
    void open(@TempDir Path folder) {
        desk = new Desk(folder);
        desk.hasSubscriber("ada", "pro", "2026-11-01");
        for (int day = 8; day < 15; day++) {
            desk.isAt("2026-11-%02dT10:00:00Z".formatted(day));
            charge("day" + day, 500);
        }
        desk.isAt("2026-11-15T10:00:00Z");
    }

    @AfterEach
    void close() {
        assertThat(desk.brokenInvariants()).isEmpty();
        desk.close();
    }

    @Test
    void who_spends_more_than_usual_is_put_up_for_review_and_somebody_says_what_it_was() {
        assertThat(desk.bursar("guardrails", "check").stdout()).isEqualTo("""
                Looked at 1 accounts: 0 put up for review, 0 users frozen; 0 reviews are open.
                Next: nothing; nobody stands out.
                """);
        charge("much", 3_000); // 42
        CommandLineRun rehearsed = desk.bursar("guardrails", "check", "--dry-run", "-o", "json");
        assertThat(rehearsed.exit()).isEqualTo(3);
        assertThat(rehearsed.json().toString())
                .isEqualTo("{\"accounts\":1,\"opened\":1,\"frozen\":0,\"open\":1,\"dryRun\":true}");
        assertThat(desk.bursar("guardrails", "reviews").stdout()).isEqualTo("Nobody is up for review.\n");
        assertThat(desk.bursar("guardrails", "check").exit()).isEqualTo(3);
        assertThat(desk.bursar("guardrails", "reviews", "-o", "csv").stdout().lines())
                .hasSize(2)
                .last()
                .asString()
                .matches("\\d+,ada,shobeis,2026-11-15,42000,0,7000,7,6\\.0,open,.*");
        String id = desk.sql("SELECT id::text FROM spending_review").getFirst();
        assertThat(desk.bursar("doctor", "-o", "csv").stdout())
                .contains("guardrails,note,ada was charged 42 shobeis on 2026-11-15,");
        assertThat(desk.bursar("guardrails", "resolve", id, "--reason", "a launch")
                        .stdout())
                .isEqualTo("""
                Resolved review %s of ada, shobeis on 2026-11-15.
                Next: bursar guardrails reviews shows what is left.
                """.formatted(id));
        assertThat(desk.bursar("guardrails", "check").exit()).isZero();
        assertThat(desk.bursar("guardrails", "reviews", "--all", "-o", "json")
                        .json()
                        .get(0)
                        .path("resolvedReason")
                        .stringValue())
                .isEqualTo("a launch");
        CommandLineRun again = desk.bursar("guardrails", "resolve", id, "--reason", "a launch");
        assertThat(again.exit()).isEqualTo(4);
        assertThat(again.stderr()).startsWith("bursar: review " + id + " is resolved already, by ");
    }

    @Test
    void who_spends_20_times_as_much_is_frozen_until_somebody_thaws_them_and_not_at_once_again() {
        charge("very-much", 10_500); // 147
        assertThat(desk.bursar("guardrails", "check").stdout())
                .startsWith("Looked at 1 accounts: 1 put up for review, 1 users frozen; 1 reviews are open.\n");
        assertThat(charge("refused", 500).json().path("status").stringValue()).isEqualTo("frozen");
        CommandLineRun alerts = desk.bursar("alerts", "evaluate", "-o", "json");
        assertThat(alerts.exit()).as(alerts.stdout() + alerts.stderr()).isEqualTo(3);
        assertThat(alerts.json()
                        .valueStream()
                        .map(alert -> alert.path("summary").stringValue()))
                .contains(
                        "ada, shobeis was charged 21 times the recent average in a day and is frozen until somebody has looked");
        assertThat(desk.bursar("unfreeze", "ada", "--reason", "announced").stdout())
                .startsWith("ada can spend again.\n");
        assertThat(desk.bursar("guardrails", "check").exit()).isZero();
        assertThat(charge("on", 500).json().path("status").stringValue()).isEqualTo("charged");
        desk.bursar("freeze", "ada", "--reason", "by hand");
        assertThat(desk.bursar("guardrails", "history", "ada", "-o", "json")
                        .json()
                        .valueStream()
                        .map(word -> word.path("what").stringValue() + " "
                                + word.path("reason").stringValue()))
                .satisfiesExactly(
                        word -> assertThat(word).isEqualTo("frozen by hand"),
                        word -> assertThat(word).isEqualTo("thawed announced"),
                        word -> assertThat(word)
                                .startsWith("frozen charged more than 20 times the recent average in a day (review "));
        assertThat(desk.bursar("guardrails", "history", "-o", "csv").stdout().lines())
                .hasSize(4);
    }

    @Test
    void what_is_no_review_and_what_is_no_factor_is_exit_2() {
        CommandLineRun unknown = desk.bursar("guardrails", "resolve", "4711", "--reason", "r");
        assertThat(unknown.exit()).isEqualTo(2);
        assertThat(unknown.stderr()).isEqualTo("""
                bursar: there is no review 4711; nothing was changed
                  See 'bursar guardrails reviews' for those that there are.
                """);
        assertThat(desk.bursar("guardrails", "resolve", "4711").stderr()).startsWith("bursar: --reason is missing");
        assertThat(desk.bursar("guardrails", "history", "nobody").stderr()).startsWith("bursar: unknown user 'nobody'");
        for (String none : new String[] {"0", "0.5", "-5", "five", "1e3", "5.0001"}) {
            CommandLineRun run = desk.bursar("flags", "set", "guardrail_review_factor", "--", none);
            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.stderr())
                    .startsWith(
                            "bursar: flag guardrail_review_factor takes a factor from 1 to 999999, as 5 or 2.5, or off, not '"
                                    + none + "'; nothing was changed");
        }
        assertThat(desk.bursar("flags", "set", "guardrail_review_factor", "2.5", "--reason", "stricter")
                        .exit())
                .isZero();
        charge("more", 1_500); // 21
        assertThat(desk.bursar("guardrails", "check").exit()).isEqualTo(3);
    }

    private CommandLineRun charge(String key, int words) {
        return desk.bursar(
                "charge", "ada", "--action", "ANALYSIS", "--quantity", "" + words, "--key", key, "-o", "json");
    }
}
