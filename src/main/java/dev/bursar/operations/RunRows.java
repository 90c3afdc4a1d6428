package dev.bursar.operations;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.run.Figures;
import dev.bursar.run.JobSpec;
import dev.bursar.run.Jobs;
import dev.bursar.run.RunIdentity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the rows of {@code bursar.run}. */
final class RunRows {
    /** Figures of completed rounds, and those of the present one while it goes on. */
    private static final String SELECT = """
            SELECT r.*, p.done_ids, p.all_ids, r.parameters ->> 'at' AS at,
                   CASE r.status WHEN 'COMPLETED' THEN r.counts ELSE add_figures(r.counts - 'skipped', p.counts) END AS all_counts,
                   CASE r.status WHEN 'COMPLETED' THEN r.totals ELSE add_figures(r.totals, p.totals) END AS all_totals
            FROM run r JOIN run_progress p ON p.run_id = r.id
            """;

    private final JdbcClient client;

    RunRows(JdbcClient client) {
        this.client = client;
    }

    /** The run of that id; unknown-run (exit 2) if there is none. */
    RunRow find(long id) {
        return client.sql(SELECT + "WHERE r.id = :id")
                .param("id", id)
                .query((row, index) -> read(row))
                .optional()
                .orElseThrow(() -> Fault.usage(
                        FaultCode.UNKNOWN_RUN,
                        "there is no run " + id,
                        "See 'bursar runs list' for those that there are."));
    }

    /** The newest runs first, at most {@code limit}: chosen before their progress is summed, which is dear for all of them. */
    List<RunRow> list(Optional<String> job, Optional<String> status, int limit) {
        String conditions =
                (job.isPresent() ? " AND job = :job" : "") + (status.isPresent() ? " AND status = :status" : "");
        JdbcClient.StatementSpec statement = client.sql(
                        SELECT + " WHERE r.id IN (SELECT id FROM run WHERE true" + conditions
                                + " ORDER BY started_at DESC, id DESC LIMIT :limit) ORDER BY r.started_at DESC, r.id DESC")
                .param("limit", limit);
        job.ifPresent(name -> statement.param("job", name));
        status.ifPresent(word -> statement.param("status", word));
        return statement.query((row, index) -> read(row)).list();
    }

    /** Whether nobody seems to work on a run that counts as running. */
    boolean looksDead(long id) {
        return client.sql("SELECT EXISTS (SELECT FROM dead_run WHERE run_id = :id)")
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    /** The runs that count as running, of one job or of all; whether they are is for the job's lock to say. */
    List<RunRow> running(Optional<String> job) {
        return list(job, Optional.of("RUNNING"), Integer.MAX_VALUE);
    }

    /** The figures of the present round alone. */
    Figures round(long id, JobSpec spec) {
        return client.sql("SELECT counts, totals FROM run_progress WHERE run_id = :id")
                .param("id", id)
                .query((row, index) -> Figures.of(
                        Json.figures(row.getString("counts")), Json.figures(row.getString("totals")), spec.totals()))
                .single();
    }

    private static RunRow read(ResultSet row) throws SQLException {
        RunIdentity identity = new RunIdentity(
                row.getString("job"), row.getString("business_for"), row.getString("scope"), row.getInt("attempt"));
        return new RunRow(
                row.getLong("id"),
                identity,
                row.getBoolean("dry_run"),
                row.getString("status"),
                row.getInt("round"),
                row.getInt("starts"),
                Json.parameters(identity.businessFor(), row.getString("parameters")),
                Instant.parse(row.getString("at")),
                row.getString("actor"),
                Optional.ofNullable(row.getString("reason")),
                row.getString("host"),
                row.getLong("process_id"),
                Optional.ofNullable(row.getString("node_id")),
                Optional.ofNullable(row.getString("stop_requested_by")),
                row.getTimestamp("started_at").toInstant(),
                row.getTimestamp("heartbeat_at").toInstant(),
                instant(row.getTimestamp("finished_at")),
                instant(row.getTimestamp("done_at")),
                row.getLong("done_ids"),
                row.getLong("all_ids"),
                Figures.of(
                        Json.figures(row.getString("all_counts")),
                        Json.figures(row.getString("all_totals")),
                        Jobs.find(identity.job()).totals()),
                Json.strings(row.getString("files")),
                row.getLong("findings"),
                Optional.ofNullable(row.getString("error")).map(Json::object));
    }

    private static Optional<Instant> instant(@Nullable Timestamp timestamp) {
        return Optional.ofNullable(timestamp).map(Timestamp::toInstant);
    }
}
