package dev.bursar.operations;

import dev.bursar.database.Database;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Forgets runs that nothing needs any more, and what Spring Batch remembers of old starts. What runs did to the ledger is not
 * touched. See RATIONALE.md for what stays.
 */
public final class Purge {
    /** So many rows of runs in one transaction, so that nobody waits long behind it. */
    private static final int AT_ONCE = 500;

    /** Runs that may go; the same words count them and delete them. */
    private static final String RUNS_TO_GO = """
            FROM run r
            WHERE r.job = :job AND r.finished_at <= clock_timestamp() - make_interval(days => :days)
              AND (r.dry_run OR r.status = 'COMPLETED'
                   AND r.finished_at <= clock_timestamp() - make_interval(days => :window)
                   AND r.id <> (SELECT n.id FROM run n
                                WHERE n.job = r.job AND n.status = 'COMPLETED' AND NOT n.dry_run
                                ORDER BY n.finished_at DESC, n.id DESC LIMIT 1))
              AND r.status <> 'RUNNING'
            """;

    /** Starts of a job, as Spring Batch remembers them, that may go: nothing of them is ever asked. */
    private static final String EXECUTIONS_TO_GO = """
            FROM batch_job_execution e JOIN batch_job_instance i ON i.job_instance_id = e.job_instance_id
            WHERE i.job_name = :job AND coalesce(e.end_time, e.create_time) <= localtimestamp - make_interval(days => :days)
              AND e.status NOT IN ('STARTING', 'STARTED', 'STOPPING')
            """;

    private final Database database;
    private final JdbcClient client;

    public Purge(Database database) {
        database.requireCurrentSchema();
        this.database = database;
        this.client = database.client();
    }

    /**
     * How long the runs of a job are kept.
     *
     * @param days since they ended, in whole days
     * @param windowDays how far back the job's schedule may still ask whether an interval was done, in days
     */
    public record Keeping(String job, int days, int windowDays) {}

    /**
     * What was forgotten of a job, or would be.
     *
     * @param runs rows of runs, with their partitions and starts
     * @param executions starts that Spring Batch remembered
     */
    public record Forgotten(String job, int days, long runs, long executions) {}

    /** What {@link #purge} would forget now. */
    public List<Forgotten> rehearse(List<Keeping> jobs) {
        return jobs.stream()
                .map(job -> new Forgotten(job.job(), job.days(), count(RUNS_TO_GO, job), count(EXECUTIONS_TO_GO, job)))
                .toList();
    }

    /** Forgets what may go, some hundred rows in one transaction; what is done stays done if it is interrupted. */
    public List<Forgotten> purge(List<Keeping> jobs) {
        List<Forgotten> forgotten = new ArrayList<>();
        for (Keeping job : jobs) {
            forgotten.add(new Forgotten(job.job(), job.days(), purgeRuns(job), purgeExecutions(job)));
        }
        int longest = jobs.stream().mapToInt(Keeping::days).max().orElse(0);
        client.sql("DELETE FROM node WHERE ended_at <= clock_timestamp() - make_interval(days => :days)")
                .param("days", longest)
                .update();
        return forgotten;
    }

    private long count(String toGo, Keeping job) {
        return of(job, "SELECT count(*) " + toGo).query(Long.class).single();
    }

    private JdbcClient.StatementSpec of(Keeping job, String sql) {
        JdbcClient.StatementSpec statement =
                client.sql(sql).param("job", job.job()).param("days", job.days());
        return sql.contains(":window") ? statement.param("window", job.windowDays()) : statement;
    }

    private List<Long> some(String id, String toGo, Keeping job, String lock) {
        return of(
                        job,
                        "SELECT " + id + " " + toGo + " ORDER BY " + id + " LIMIT " + AT_ONCE + " FOR UPDATE OF " + lock
                                + " SKIP LOCKED")
                .query(Long.class)
                .list();
    }

    private long purgeRuns(Keeping job) {
        return inChunks(
                "r.id",
                RUNS_TO_GO,
                job,
                "r",
                List.of(
                        "DELETE FROM run_partition WHERE run_id IN (:ids)",
                        "DELETE FROM run_start WHERE run_id IN (:ids)",
                        "DELETE FROM run WHERE id IN (:ids)"));
    }

    private long purgeExecutions(Keeping job) {
        return inChunks(
                "e.job_execution_id",
                EXECUTIONS_TO_GO,
                job,
                "e",
                List.of(
                        """
                DELETE FROM batch_step_execution_context WHERE step_execution_id IN
                    (SELECT step_execution_id FROM batch_step_execution WHERE job_execution_id IN (:ids))
                """,
                        "DELETE FROM batch_step_execution WHERE job_execution_id IN (:ids)",
                        "DELETE FROM batch_job_execution_context WHERE job_execution_id IN (:ids)",
                        "DELETE FROM batch_job_execution_params WHERE job_execution_id IN (:ids)",
                        """
                WITH gone AS (DELETE FROM batch_job_execution WHERE job_execution_id IN (:ids) RETURNING job_execution_id, job_instance_id)
                DELETE FROM batch_job_instance i USING gone g
                WHERE i.job_instance_id = g.job_instance_id
                  AND NOT EXISTS (SELECT FROM batch_job_execution e
                                  WHERE e.job_instance_id = i.job_instance_id AND e.job_execution_id NOT IN (:ids))
                """));
    }

    private long inChunks(String id, String toGo, Keeping job, String lock, List<String> deletes) {
        long all = 0;
        long chunk;
        do {
            chunk = database.inTransaction(_ -> {
                List<Long> ids = some(id, toGo, job, lock);
                if (!ids.isEmpty()) {
                    deletes.forEach(
                            delete -> client.sql(delete).param("ids", ids).update());
                }
                return (long) ids.size();
            });
            all += chunk;
        } while (chunk > 0);
        return all;
    }
}
