package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.config.Setting;
import dev.bursar.operations.Town;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** History and control of runs, in a town of 50 on 2 November 2026. */
class RunsCommandsTest {
    @AutoClose
    private final Town town = Town.of(50);

    @Test
    void a_repeat_leaves_the_history_and_the_date_of_the_work_as_they_were() {
        allocate("2026-11-01", "--reason", "month's end");
        JsonNode before = show(1);
        allocate("2026-11-01");
        JsonNode after = show(1);
        assertThat(after.path("doneAt")).isEqualTo(before.path("doneAt"));
        assertThat(after.path("startedAt")).isNotEqualTo(before.path("startedAt"));
        assertThat(after.path("history").size()).isEqualTo(2);
        assertThat(after.path("history").path(0).path("endedAt"))
                .isEqualTo(before.path("history").path(0).path("endedAt"));
        assertThat(after.path("history").path(0).path("reason").stringValue()).isEqualTo("month's end");
        assertThat(after.path("history").path(1).path("reason").isNull()).isTrue();
        assertThat(after.path("history").path(1).path("outcome").stringValue()).isEqualTo("COMPLETED");
        assertThat(bursar("runs", "list", "-o", "json")
                        .json()
                        .path(0)
                        .path("doneAt")
                        .stringValue())
                .startsWith(before.path("doneAt").stringValue().substring(0, 19));
    }

    @Test
    void show_tells_everything_of_a_run_to_programs_and_people() {
        allocate(
                "2026-11-01",
                "--user",
                town.client()
                        .sql("SELECT min(user_id) FROM customer")
                        .query(String.class)
                        .single());
        assertThat(show(1).propertyNames())
                .contains(
                        "run",
                        "job",
                        "for",
                        "scope",
                        "attempt",
                        "status",
                        "users",
                        "parameters",
                        "at",
                        "actor",
                        "reason")
                .contains(
                        "host",
                        "processId",
                        "node",
                        "startedAt",
                        "heartbeatAt",
                        "finishedAt",
                        "doneAt",
                        "doneIds",
                        "allIds")
                .contains("counts", "totals", "files", "findings", "error", "history");
        assertThat(bursar("runs", "show", "1").stdout())
                .contains("2026-11-01", "granted", "done at")
                .containsPattern("outcome +actor +host")
                .contains("COMPLETED");
        assertThat(bursar("runs", "show", "1", "-o", "csv").stdout().lines()).hasSize(2);
    }

    @Test
    void follow_ends_with_the_run_and_with_its_meaning() {
        allocate("2026-11-01");
        assertThat(bursar("runs", "show", "1", "--follow", "-o", "json").exit()).isZero();
        town.client().sql("UPDATE run SET findings = 2").update();
        assertThat(bursar("runs", "show", "1", "--follow").exit()).isEqualTo(3);
        town.client().sql("UPDATE run SET status = 'STOPPED'").update();
        assertThat(bursar("runs", "show", "1", "--follow").exit()).isEqualTo(130);
        town.client().sql("UPDATE run SET status = 'RUNNING'").update();
        CommandLineRun dead = bursar("runs", "show", "1", "--follow");
        assertThat(dead.exit()).as("dead, and no node is there").isEqualTo(1);
        assertThat(dead.stderr()).contains("its process died");
        assertThat(bursar("runs", "list").stdout()).contains("DEAD");
    }

    @Test
    void purge_forgets_what_nothing_needs() {
        allocate("2026-10-01");
        allocate("2026-11-01");
        allocate("2026-11-01", "--dry-run");
        allocate("2026-11-02");
        town.client()
                .sql("UPDATE run SET status = 'FAILED' WHERE business_for = '2026-11-02'")
                .update();
        assertThat(purge().path("runs").intValue()).isZero();
        town.client()
                .sql(
                        "UPDATE run SET finished_at = finished_at - interval '500 days' + make_interval(days => id::integer)")
                .update();
        town.client()
                .sql("UPDATE batch_job_execution SET end_time = end_time - interval '500 days'")
                .update();
        town.client()
                .sql("INSERT INTO rejected_usage (run_id, line, reason, row) SELECT id, 2, 'no-price', '{}' FROM run")
                .update();
        JsonNode rehearsed = purge("--dry-run");
        assertThat(rehearsed.path("runs").intValue()).isEqualTo(2);
        assertThat(rehearsed.path("executions").intValue()).isEqualTo(4);
        assertThat(purge()).isEqualTo(rehearsed);
        assertThat(town.client()
                        .sql("SELECT id FROM run ORDER BY id")
                        .query(Long.class)
                        .list())
                .as("the last completed and the failed run")
                .containsExactly(2L, 4L);
        assertThat(count("run_start WHERE run_id NOT IN (2, 4)")).isZero();
        assertThat(count("rejected_usage")).as("those of the two that stay").isEqualTo(2);
        assertThat(count("batch_job_instance")).isZero();
        assertThat(count("batch_step_execution_context")).isZero();
        assertThat(purge().path("runs").intValue()).isZero();
    }

    @Test
    void purge_keeps_what_schedules_may_ask_for() {
        allocate("2026-10-01");
        allocate("2026-11-01");
        town.client()
                .sql("UPDATE run SET finished_at = clock_timestamp() - interval '20 days' WHERE id = 1")
                .update();
        assertThat(purge("--older-than", "10").path("runs").intValue()).isZero();
        assertThat(bursar("runs", "purge", "--older-than", "-1").exit()).isEqualTo(2);
    }

    @Test
    void purge_forgets_what_schedules_and_alerts_remember_of_long_ago_and_keeps_what_is_open() {
        town.client()
                .sql(
                        "INSERT INTO schedule (job, watermark_at, manifest_sha256, bursar_version) VALUES ('allocation', now(), '', '')")
                .update();
        town.client().sql("""
                        INSERT INTO due_interval (job, business_for, slot_at, last_slot_at, status, settled_at)
                        SELECT 'allocation', s || days, now() - make_interval(days => days), now() - make_interval(days => days), s,
                               CASE WHEN s <> 'WAITING' THEN now() - make_interval(days => days) END
                        FROM unnest(ARRAY['DONE', 'SKIPPED', 'FAILED', 'WAITING']) WITH ORDINALITY AS k (s, n)
                        CROSS JOIN LATERAL (VALUES (490 + n::int), (300 + n::int)) AS d (days)
                        """).update();
        town.client().sql("""
                        INSERT INTO alert (key, severity, summary, first_at, last_at, resolved_at, has_news)
                        SELECT k, 'info', 's', now() - interval '500 days', now() - interval '499 days',
                               CASE WHEN k <> 'fires' THEN now() - interval '499 days' END, k = 'untold'
                        FROM unnest(ARRAY['told', 'fires', 'untold']) AS k
                        """).update();
        JsonNode rehearsed = purge("--dry-run", "--older-than", "400");
        assertThat(rehearsed.path("intervals").intValue()).isEqualTo(2);
        assertThat(purge("--older-than", "400")).isEqualTo(rehearsed);
        assertThat(count("due_interval WHERE business_for IN ('DONE491', 'SKIPPED492')"))
                .isZero();
        assertThat(count("due_interval")).isEqualTo(6);
        assertThat(town.client()
                        .sql("SELECT key FROM alert ORDER BY key")
                        .query(String.class)
                        .list())
                .containsExactly("fires", "untold");
    }

    /** What is said of allocation. */
    private JsonNode purge(String... more) {
        List<String> arguments = new ArrayList<>(List.of("runs", "purge", "-o", "json"));
        arguments.addAll(List.of(more));
        CommandLineRun purge = bursar(arguments.toArray(String[]::new));
        assertThat(purge.exit()).as(purge.stdout()).isZero();
        return purge.json()
                .valueStream()
                .filter(job -> job.path("job").stringValue().equals("allocation"))
                .findFirst()
                .orElseThrow();
    }

    private long count(String from) {
        return town.client()
                .sql("SELECT count(*) FROM " + from)
                .query(Long.class)
                .single();
    }

    private void allocate(String date, String... more) {
        List<String> arguments = new ArrayList<>(List.of("allocation", "run", "--date", date));
        arguments.addAll(List.of(more));
        assertThat(bursar(arguments.toArray(String[]::new)).exit()).isZero();
    }

    private JsonNode show(long run) {
        return bursar("runs", "show", String.valueOf(run), "-o", "json").json();
    }

    private CommandLineRun bursar(String... arguments) {
        return CommandLineRun.on(town.database(), Map.of(Setting.BURSAR_CLOCK, "2026-11-02T12:00:00Z"), arguments);
    }
}
