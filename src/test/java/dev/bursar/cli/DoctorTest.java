package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.config.Setting;
import dev.bursar.database.TestDatabase;
import java.sql.Connection;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What doctor says of operations: each thing that is not well, and how to mend it. */
class DoctorTest {
    @AutoClose
    final TestDatabase database = TestDatabase.migrated();

    private JsonNode line(String check) {
        return StreamSupport.stream(
                        CommandLineRun.on(database, "doctor", "-o", "json")
                                .json()
                                .spliterator(),
                        false)
                .filter(line -> line.path("check").stringValue().equals(check))
                .findFirst()
                .orElseThrow();
    }

    private void says(String check, String state, String found) {
        JsonNode line = line(check);
        assertThat(line.path("found").stringValue()).isEqualTo(found);
        assertThat(line.path("state").stringValue()).isEqualToIgnoringCase(state);
        assertThat(line.path("mend").stringValue().isEmpty()).isEqualTo(state.equals("well"));
    }

    private void sql(String statement) {
        database.client().sql(statement).update();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "maintenance        | well | off",
                "paused schedules   | well | none",
                "late schedules     | well | none is past its deadline",
                "failed intervals   | well | none",
                "runs               | well | none is dead",
                "clocks of nodes    | well | within 2 s of the database's",
                "manifests of nodes | well | the same everywhere",
                "alerts             | well | none is critical",
                "warnings           | well | none",
                "switches           | well | all as by default",
                "findings           | well | none is open",
                "clock of schedules | well | none was woken by a clock ahead of ours",
                "last backup        | note | none was taken",
            })
    void a_new_database_is_well_and_has_no_backup(String check, String state, String found) {
        says(check, state, found);
        assertThat(CommandLineRun.on(database, "doctor").exit()).isZero();
    }

    @Test
    void maintenance_is_worth_a_note() {
        CommandLineRun on = CommandLineRun.on(
                database, "maintenance", "on", "--reason", "moving", "--until", "2999-01-01T00:00:00Z");
        assertThat(on.exit()).as(on.stderr()).isZero();
        assertThat(line("maintenance").path("found").stringValue())
                .matches("on since 20\\S+Z until 2999-01-01T00:00:00\\S*Z: moving");
        assertThat(CommandLineRun.on(database, "doctor").exit()).isZero();
    }

    @Test
    void a_run_that_nobody_works_on_is_wrong() {
        sql("INSERT INTO run (job, business_for, status, parameters, actor, host, process_id, heartbeat_at)"
                + " VALUES ('allocation', '2026-11-01', 'RUNNING', '{}', 'ada', 'gone', 1, '2026-11-01T00:05:00Z')");
        assertThat(line("runs").path("found").stringValue())
                .matches("run \\d+ of allocation for 2026-11-01 is dead since 2026-11-01T00:05:00\\S*Z");
        assertThat(CommandLineRun.on(database, "doctor").exit()).isEqualTo(3);
    }

    @Test
    void alerts_that_fire_are_wrong_or_noted_by_their_severity() {
        sql(
                "INSERT INTO alert (key, severity, summary, first_at) VALUES"
                        + " ('a', 'page', 'the books do not agree', '2026-11-01T00:00:00Z'), ('b', 'warning', 'slow', '2026-11-01T00:00:00Z')");
        assertThat(line("alerts").path("found").stringValue())
                .matches("page since 2026-11-01T00:00:00\\S*Z: the books do not agree");
        assertThat(line("alerts").path("state").stringValue()).isEqualToIgnoringCase("wrong");
        assertThat(line("warnings").path("state").stringValue()).isEqualToIgnoringCase("note");
        assertThat(CommandLineRun.on(database, "doctor").exit()).isEqualTo(3);
    }

    @Test
    void a_kill_switch_is_worth_a_note_and_comes_first() {
        CommandLineRun.on(database, "flags", "set", "billing_allowlist", "ada", "--reason", "beta");
        CommandLineRun.on(database, "flags", "set", "billing_charging_enabled", "false", "--reason", "prices");
        says("switches", "note", "billing_charging_enabled is false, not true; billing_allowlist is ada");
        assertThat(CommandLineRun.on(database, "doctor").exit()).isZero();
    }

    @Test
    void books_that_do_not_agree_are_wrong_until_somebody_has_seen_to_it() {
        sql(
                "INSERT INTO finding (kind, account_id, place, amount_millicredits, evidence, first_seen_at, last_seen_at, first_run_id,"
                        + " last_run_id, status, status_since, status_by, status_reason)"
                        + " SELECT kind, 1, 'lot ' || n, 7, '{}', '2026-11-01T00:00:00Z', now(), 1, 1, status, now(), 'ada', 'seen'"
                        + " FROM (VALUES ('I1', 1, 'open'), ('I3', 2, 'open'), ('I3', 3, 'open'), ('I4', 4, 'resolved')) v (kind, n, status)");
        assertThat(line("findings").path("found").stringValue())
                .matches("I3, 2 open since 2026-11-01T00:00:00\\S*Z; I1, 1 open since 2026-11-01T00:00:00\\S*Z");
        assertThat(line("findings").path("state").stringValue()).isEqualToIgnoringCase("wrong");
        assertThat(CommandLineRun.on(database, "doctor").exit()).isEqualTo(3);
    }

    @Test
    void a_schedule_that_another_clock_has_woken_is_wrong() {
        CommandLineRun drill =
                CommandLineRun.on(database, Map.of(Setting.BURSAR_CLOCK, "2999-01-01T00:00:00Z"), "schedule", "tick");
        assertThat(drill.exit()).as(drill.stderr()).isZero();
        assertThat(line("clock of schedules").path("found").stringValue())
                .startsWith("allocation was woken by a clock that showed 2998-12-31T23:59:00");
        assertThat(CommandLineRun.on(database, "doctor").exit()).isEqualTo(3);
    }

    @Test
    void nodes_that_do_not_agree_on_what_is_due_are_told_apart_by_field() throws Exception {
        sql("""
                INSERT INTO node (id, host, process_id, version, manifests) VALUES
                    ('n1', 'ada', 1, '1', '{"allocation": {"cron": "5 * * * *", "zone": "UTC"}}'),
                    ('n2', 'ben', 2, '1', '{"allocation": {"cron": "0 3 * * * (MONTHLY_REFRESH_CRON from environment)", "zone": "UTC"},
                                            "statements": {"cron": "0 6 1 * *"}}')
                """);
        try (Connection nodes = database.database().connect()) {
            nodes.createStatement()
                    .execute("SELECT pg_advisory_lock(hashtextextended('bursar.node.' || id, 0)) FROM node");
            says(
                    "manifests of nodes",
                    "wrong",
                    "allocation: cron is 5 * * * * on ada (n1), but 0 3 * * * (MONTHLY_REFRESH_CRON from environment) on ben (n2);"
                            + " statements: only ben (n2) has it");
        }
    }

    @Test
    void a_backup_is_known_by_its_age() {
        sql(
                "INSERT INTO backup_taken (taken_at, kind, folder, bytes, actor) VALUES ('2026-01-01T00:00:00Z', 'dump', '/b', 1, 'ada')");
        assertThat(line("last backup").path("found").stringValue())
                .matches("taken at 2026-01-01T00:00:00\\S*Z, over a week ago");
        sql("INSERT INTO backup_taken (taken_at, kind, folder, bytes, actor) VALUES (now(), 'dump', '/b', 1, 'ada')");
        says("last backup", "well", "less than a week old");
    }

    @Test
    void many_things_are_cut_short() {
        sql(
                "INSERT INTO alert (key, severity, summary) SELECT 'k' || n, 'info', 'thing ' || n FROM generate_series(1, 5) n");
        assertThat(line("warnings").path("found").stringValue()).endsWith("; and 2 more");
    }

    @Test
    void a_log_level_that_is_none_is_exit_2() {
        CommandLineRun run = CommandLineRun.on(database, Map.of(Setting.BURSAR_LOG, "loud"), "doctor");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.stderr()).isEqualTo("""
                bursar: BURSAR_LOG='loud' is malformed
                  It must be off, error, warn, info or debug.
                """);
    }
}
