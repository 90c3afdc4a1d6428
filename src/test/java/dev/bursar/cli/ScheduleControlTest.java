package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.config.Setting;
import dev.bursar.database.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** An operator lists, pauses, resumes and catches up. */
class ScheduleControlTest {
    @TempDir
    Path folder;

    @AutoClose
    Desk desk;

    @BeforeEach
    void seed() {
        desk = new Desk(folder);
        desk.isAt("2026-10-30T20:00:30Z");
    }

    @Test
    void the_list_shows_how_a_schedule_stands() {
        assertThat(line()).startsWith("new|no wake has happened yet|null|0|0");
        bursar("schedule tick");
        assertThat(line()).isEqualTo("active|null|null|0|0|2026-10-30T19:59:30Z");
        bursar("schedule pause allocation --note;prices are being checked");
        assertThat(line())
                .startsWith("paused|paused by " + System.getProperty("user.name") + ": prices are being checked|");
    }

    @Test
    void where_there_is_no_schema_yet_the_list_says_so() {
        try (TestDatabase empty = TestDatabase.empty()) {
            CommandLineRun list = CommandLineRun.on(empty, "schedule", "list", "-o", "json");
            assertThat(list.exit()).isZero();
            assertThat(list.json().get(0).get("state").isNull()).isTrue();
            assertThat(list.stderr())
                    .isEqualTo(
                            "the database has no schema yet, so how schedules stand is not shown; 'bursar db migrate' lays it\n");
        }
    }

    @Test
    void a_pause_loses_nothing_and_says_who_and_why() {
        bursar("schedule tick");
        CommandLineRun paused = bursar("schedule pause allocation --note;prices are being checked");
        assertThat(paused.stdout()).isEqualTo("""
                The schedule of allocation is paused: prices are being checked
                Next: bursar schedule resume allocation
                """);
        assertThat(bursar("schedule pause allocation --note;prices are being checked")
                        .stdout())
                .startsWith("The schedule of allocation was paused already, by ");
        desk.isAt("2026-10-31T02:30:00Z");
        assertThat(bursar("schedule tick -o json").stdout()).isEqualTo("[]\n");
        assertThat(bursar("schedule resume allocation").stdout())
                .startsWith("The schedule of allocation goes on; it had been paused by ");
        assertThat(bursar("schedule resume allocation").stdout())
                .startsWith("The schedule of allocation was not paused.\n");
        assertThat(bursar("schedule tick -o csv").stdout().lines().map(line -> line.replaceAll(",.*T.*Z,", " ")))
                .containsExactly(
                        "job,for,slotAt,outcome,run,findings,why", "allocation DONE,1,0,", "allocation DONE,2,0,");
        assertThat(desk.sql("SELECT kind || ': ' || note FROM schedule_event WHERE job = 'allocation' ORDER BY id"))
                .containsExactly(
                        "began: slots count from 2026-10-30T20:00:30Z on",
                        "paused: prices are being checked",
                        "resumed: was paused by " + System.getProperty("user.name") + ": prices are being checked");
        assertThat(bursar("schedule history -o json").json().get(0).get("what").asString())
                .isEqualTo("resumed");
    }

    @Test
    void a_dry_run_pauses_nothing() {
        assertThat(bursar("schedule pause allocation --note;why --dry-run").stdout())
                .endsWith("Dry run: nothing was changed.\n");
        assertThat(desk.sql("SELECT job FROM schedule")).isEmpty();
    }

    @Test
    void maintenance_holds_every_schedule_up_and_loses_nothing() {
        bursar("schedule tick");
        bursar("maintenance on --reason;new prices");
        desk.isAt("2026-10-31T02:30:00Z");
        assertThat(bursar("schedule tick -o json").stdout()).isEqualTo("[]\n");
        assertThat(line()).startsWith("waiting|waits for the end of maintenance: new prices|");
        CommandLineRun refused = bursar("schedule catch-up allocation --from 2026-10-29 --to 2026-10-29");
        assertThat(refused.exit()).isEqualTo(4);
        assertThat(refused.stderr())
                .startsWith("bursar: waits for the end of maintenance: new prices; nothing was started\n");
        bursar("maintenance off");
        assertThat(bursar("schedule tick -o json").json().size()).isEqualTo(2);
    }

    @Test
    void catch_up_shows_first_and_then_does_what_was_not_done_oldest_first_also_while_paused() {
        bursar("schedule tick");
        bursar("schedule pause allocation --note;a week of repairs");
        bursar("allocation run --date 2026-10-27");
        String span = "schedule catch-up allocation --from 2026-10-26 --to 2026-10-28 -o json";
        CommandLineRun plan = bursar(span + " --dry-run");
        assertThat(plan.exit()).isZero();
        assertThat(outcomes(plan))
                .isEqualTo("2026-10-26 PLANNED was never taken up, 2026-10-27 DONE was done already,"
                        + " 2026-10-28 PLANNED was never taken up");
        assertThat(desk.count("due_interval")).isZero();
        CommandLineRun done = bursar(span);
        assertThat(done.exit()).as(done.stderr()).isZero();
        assertThat(outcomes(done))
                .isEqualTo("2026-10-26 DONE null, 2026-10-27 DONE was done already, 2026-10-28 DONE null");
        assertThat(desk.sql("SELECT business_for || ' ' || starts FROM run ORDER BY id"))
                .containsExactly("2026-10-27 1", "2026-10-26 1", "2026-10-28 1");
        assertThat(desk.sql("SELECT note FROM schedule_event WHERE kind = 'caught-up'"))
                .containsExactly("2026-10-26 to 2026-10-28, 2 of 3 not done: catch-up");
        assertThat(outcomes(bursar(span))).doesNotContain("PLANNED", "null");
        bursar("schedule resume allocation");
        assertThat(bursar("schedule tick -o json").stdout()).isEqualTo("[]\n");
    }

    @Test
    void a_catch_up_starts_only_while_fewer_than_n_are_at_work() throws Exception {
        bursar("schedule tick");
        desk.database().client().sql("""
                INSERT INTO due_interval (job, business_for, slot_at, last_slot_at, status, source, claimed_at, claimed_by)
                SELECT 'reconciliation', '2026-10-20', slot, slot, 'RUNNING', 'catch-up', now(), 'ada'
                FROM (VALUES (timestamptz '2026-10-21T03:00:00Z')) AS v (slot)
                """).update();
        String day = "schedule catch-up allocation --from 2026-10-%1$s --to 2026-10-%1$s -o json";
        assertThat(outcomes(bursar(day.formatted(26) + " --at-once 2"))).isEqualTo("2026-10-26 DONE null");
        CompletableFuture<CommandLineRun> waiting;
        try (Connection schedule = desk.database().database().connect()) {
            schedule.setAutoCommit(false);
            hold(schedule);
            waiting = CompletableFuture.supplyAsync(() -> bursar(day.formatted(27)));
            letPass(schedule); // as it begins
            letPass(schedule); // its first look
            awaitSomebodyWaiting(); // its second, so the first has started nothing
            assertThat(desk.sql("SELECT business_for FROM run")).containsExactly("2026-10-26");
            schedule.rollback();
        }
        desk.database()
                .client()
                .sql("UPDATE due_interval SET status = 'WAITING' WHERE job = 'reconciliation'")
                .update();
        assertThat(outcomes(waiting.get(1, TimeUnit.MINUTES))).isEqualTo("2026-10-27 DONE null");
    }

    /** Holds what a catch-up takes first whenever it looks. */
    private static void hold(Connection schedule) throws SQLException {
        schedule.createStatement().execute("SELECT FROM schedule WHERE job = 'allocation' FOR UPDATE");
    }

    /** Lets whoever waits for it have it once, and holds it again. */
    private void letPass(Connection schedule) throws Exception {
        awaitSomebodyWaiting();
        schedule.rollback();
        hold(schedule);
    }

    private void awaitSomebodyWaiting() throws InterruptedException {
        Instant until = Instant.now().plus(Duration.ofSeconds(60));
        while (desk.count("pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'") == 0) {
            assertThat(Instant.now()).as("nobody waits").isBefore(until);
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    @Test
    void a_catch_up_that_fails_goes_on_with_the_rest_and_is_exit_1() {
        bursar("schedule tick");
        desk.database().client().sql("ALTER TABLE customer RENAME TO elsewhere").update();
        CommandLineRun failed = bursar("schedule catch-up allocation --from 2026-10-28 --to 2026-10-29 -o json");
        assertThat(failed.exit()).isEqualTo(1);
        assertThat(failed.json().get(0).get("outcome").asString()).isEqualTo("FAILED");
        assertThat(failed.json().get(0).get("why").asString()).contains("relation \"customer\" does not exist");
        assertThat(failed.json().size()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            pause alocation --note;x                                              | 2 | unknown-job          | there is no job 'alocation'
            resume nothing-like-it                                                | 2 | unknown-job          | there is no job 'nothing-like-it'
            history alocation                                                     | 2 | unknown-job          | there is no job 'alocation'
            pause allocation                                                      | 2 | usage                | --note is missing; nothing was changed
            catch-up alocation --from 2026-10-01 --to 2026-10-02                  | 2 | unknown-job          | there is no job 'alocation'
            catch-up allocation --from 2026-10-01                                 | 2 | usage                | Missing required option: '--to=DATE'
            catch-up allocation --from 2026-10-02 --to 2026-10-01                 | 2 | usage                | --to 2026-10-01 is before --from 2026-10-02
            catch-up allocation --from 1970-01-01 --to 2026-10-01                 | 2 | usage                | from 1970-01-01 to 2026-10-01 are more than 3660 days
            catch-up allocation --from 2026-10-01 --to 2026-10-02 --at-once;0     | 2 | malformed-value      | --at-once 0 is out of range
            catch-up allocation --from 2026-10-01 --to soon                       | 2 | usage                | Invalid value for option '--to': 'soon' is no date; write it as 2026-11-01
            catch-up allocation --from 2026-10-29 --to 2026-10-31                 | 4 | period-in-the-future | allocation for 2026-10-31 has not come due yet: it is 2026-10-30T20:00:30Z, and the next slot from then on is 2026-10-31T00:05:00Z
            """)
    void bad_input_is_refused(String line, int exit, String code, String message) {
        CommandLineRun run = bursar("schedule " + line + " -o json");
        assertThat(run.exit()).isEqualTo(exit);
        assertThat(run.json().at("/error/code").asString()).isEqualTo(code);
        assertThat(run.json().at("/error/message").asString()).isEqualTo(message);
        assertThat(run.json().at("/error/hint").asString()).isNotBlank();
    }

    @Test
    void a_misspelt_job_is_guessed() {
        assertThat(bursar("schedule pause alocation --note;x").stderr())
                .isEqualTo("bursar: there is no job 'alocation'\n"
                        + "  Did you mean allocation? 'bursar schedule list' shows them all.\n");
    }

    @Test
    void a_tick_whose_run_fails_is_exit_1() {
        bursar("schedule tick");
        desk.database().client().sql("ALTER TABLE customer RENAME TO elsewhere").update();
        desk.isAt("2026-10-30T20:05:00Z");
        CommandLineRun failed = bursar("schedule tick -o json");
        assertThat(failed.exit()).isEqualTo(1);
        assertThat(failed.json().get(0).get("outcome").asString()).isEqualTo("FAILED");
        assertThat(failed.stderr())
                .startsWith("allocation for 2026-10-30: failed - relation \"customer\" does not exist");
    }

    private String line() {
        return desk.bursarWith(Map.<Setting, String>of(), "schedule", "list", "-o", "json")
                .json()
                .valueStream()
                .filter(line -> line.get("job").asString().equals("allocation"))
                .map(line -> String.join(
                        "|",
                        text(line, "state"),
                        text(line, "why"),
                        text(line, "run"),
                        text(line, "queued"),
                        text(line, "lagSeconds"),
                        text(line, "watermarkAt")))
                .findFirst()
                .orElseThrow();
    }

    private static String text(JsonNode line, String key) {
        return line.get(key).isNull() ? "null" : line.get(key).asString();
    }

    private static String outcomes(CommandLineRun run) {
        return String.join(
                ", ",
                run.json()
                        .valueStream()
                        .map(line -> text(line, "for") + " " + text(line, "outcome") + " " + text(line, "why"))
                        .toList());
    }

    /** An option and its value are written {@code --option;value with spaces}. */
    private CommandLineRun bursar(String line) {
        return desk.bursar(Arrays.stream(line.split(" (?=-)"))
                .flatMap(part -> Arrays.stream(part.split(part.contains(";") ? ";" : " ")))
                .toArray(String[]::new));
    }
}
