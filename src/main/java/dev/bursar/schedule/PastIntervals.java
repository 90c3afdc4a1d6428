package dev.bursar.schedule;

import dev.bursar.database.Database;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** Forgets intervals that were done or skipped long ago; what failed, waits or is at work stays, and so do watermarks. */
public final class PastIntervals {
    private static final String TO_GO = """
            FROM due_interval WHERE job = :job AND status IN ('DONE', 'SKIPPED')
              AND settled_at <= clock_timestamp() - make_interval(days => greatest(:days, :window))
            """;

    private final Database database;

    public PastIntervals(Database database) {
        this.database = database;
    }

    /**
     * How many of a job's intervals {@link #purge} would forget now.
     *
     * @param days since they were settled
     * @param windowDays how far back a catch-up may ask; more recent ones stay in any case
     */
    public long count(String job, int days, int windowDays) {
        return of("SELECT count(*) " + TO_GO, job, days, windowDays)
                .query(Long.class)
                .single();
    }

    /** Forgets them; how many they were. */
    public long purge(String job, int days, int windowDays) {
        return of("DELETE " + TO_GO, job, days, windowDays).update();
    }

    private StatementSpec of(String sql, String job, int days, int windowDays) {
        return database.client().sql(sql).param("job", job).param("days", days).param("window", windowDays);
    }
}
