package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.config.Setting;
import dev.bursar.database.Database;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A file of usage events that is come back to: again after it was completed, after a kill, and to users who were held. */
class UsageAgainTest {
    private static final String HEADER =
            "request_id,user_id,occurred_at,action,model,input_tokens,output_tokens,quantity,items\n";

    @TempDir
    private Path folder;

    @AutoClose
    private Desk desk;

    @BeforeEach
    void ada_is_on_pro_and_ben_on_free_since_october() {
        desk = new Desk(folder);
        desk.hasSubscriber("ada", "pro", "2026-10-01");
        desk.hasSubscriber("ben", "free", "2026-10-01");
        desk.isAt("2026-11-15T10:00:00Z");
    }

    @Test
    void what_a_second_run_finds_settled_or_refuses_again_is_not_counted_twice() {
        desk.isAt("2026-10-01T00:00:00Z");
        assertThat(desk.bursar("flags", "set", "credits_v2_rollout_percentage", "0")
                        .exit())
                .isZero();
        desk.isAt("2026-11-15T10:00:00Z");
        Path file = desk.file(
                "usage.csv",
                HEADER
                        + "a,ada,2026-11-03T09:00:00Z,ANALYSIS,,,,500,\n"
                        + "b,ben,2026-11-03T09:00:00Z,ANALYSIS,,,,50000,\n"
                        + "c,ben,2026-11-03T09:00:00Z,roast,,,,,\n");
        usage(3, file);
        assertThat(figures()).isEqualTo("read 3 written 1 skipped 1 rejected 1 charged 7000 repeated 0 legacy 1");
        usage(3, file);
        assertThat(figures()).isEqualTo("read 3 written 1 skipped 2 rejected 1 charged 7000 repeated 1 legacy 1");
    }

    /** Of the run, as it is shown: of all of its rounds. */
    private String figures() {
        JsonNode run = desk.bursar("runs", "show", "1", "-o", "json").json();
        JsonNode counts = run.path("counts");
        JsonNode totals = run.path("totals");
        return "read %d written %d skipped %d rejected %d charged %d repeated %d legacy %d"
                .formatted(
                        counts.path("read").longValue(),
                        counts.path("written").longValue(),
                        counts.path("skipped").longValue(),
                        counts.path("rejected").longValue(),
                        totals.path("chargedMillicredits").longValue(),
                        totals.path("repeatedEvents").longValue(),
                        totals.path("legacyEvents").longValue());
    }

    @Test
    void a_user_for_whom_somebody_is_making_an_account_is_come_back_to_and_holds_up_nobody() throws Exception {
        Path file = desk.file(
                "usage.csv",
                HEADER
                        + "a,ada,2026-11-03T09:00:00Z,ANALYSIS,,,,500,\n"
                        + "b,ben,2026-11-03T09:00:00Z,ANALYSIS,,,,500,\n");
        try (Database host = desk.database().open(Map.of(Setting.BURSAR_CLOCK, "2026-11-15T10:00:00Z"))) {
            host.client().sql("BEGIN").update();
            host.client()
                    .sql("SELECT charge('ben', 'ANALYSIS', 500, NULL, NULL, NULL, 1, 'first', NULL)")
                    .query()
                    .singleRow();
            CompletableFuture<JsonNode> run = CompletableFuture.supplyAsync(() -> usage(0, file));
            Instant until = Instant.now().plusSeconds(20);
            while (desk.count("usage_event") == 0) {
                assertThat(Instant.now())
                        .as("ada is charged, whoever keeps ben")
                        .isBefore(until);
                TimeUnit.MILLISECONDS.sleep(20);
            }
            host.client().sql("COMMIT").update();
            assertThat(Desk.counts(run.get(20, TimeUnit.SECONDS))).isEqualTo("2/2/0/0");
        }
        assertThat(desk.sql("SELECT request_id FROM usage_events ORDER BY 1")).containsExactly("a", "b", "first");
        assertThat(desk.brokenInvariants()).isEmpty();
    }

    @Test
    void what_a_round_was_killed_before_it_tidied_up_says_nothing_of_the_next() {
        Path file = desk.file("usage.csv", HEADER + "a,ben,2026-11-15T10:00:00Z,ANALYSIS,,,,50000,\n");
        desk.database().client().sql("""
                CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'killed'; END $$;
                CREATE TRIGGER die BEFORE DELETE ON usage_run FOR EACH ROW EXECUTE FUNCTION die()
                """).update();
        assertThat(desk.bursar("usage", "run", file.toString()).stderr()).contains("killed");
        assertThat(desk.sql("SELECT status || ' ' || findings FROM run")).containsExactly("COMPLETED 1");
        desk.database().client().sql("DROP TRIGGER die ON usage_run").update();
        String[] grant = {"--credit-type", "shobeis", "--credits", "1000", "--key", "k", "--reason", "a gift"};
        assertThat(desk.bursar(Stream.concat(Stream.of("grant", "ben"), Stream.of(grant))
                                .toArray(String[]::new))
                        .exit())
                .isZero();
        JsonNode again = usage(0, file);
        assertThat(Desk.counts(again)).isEqualTo("1/1/0/0");
        assertThat(again.path("files").size()).as("nobody is refused any more").isZero();
    }

    private JsonNode usage(int exit, Path file) {
        CommandLineRun run = desk.bursar("usage", "run", file.toString(), "-o", "json");
        assertThat(run.exit()).as(run.stdout() + run.stderr()).isEqualTo(exit);
        return run.json();
    }
}
