package dev.bursar.schedule;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One interval that this process has taken up. Its session holds an advisory lock for as long: a lock that can be had means
 * that whoever took the interval up is dead.
 */
record Claim(Schedules.OfJob job, DueRow due) {
    private static final String KEY = "hashtextextended('bursar.due.' || :id, 0)";

    /** Marks it as ours; inside a transaction that has locked the schedule. */
    static Claim of(Schedules.OfJob job, DueRow due, JdbcClient client) {
        var _ = client.sql("SELECT pg_advisory_lock(" + KEY + ")::text")
                .param("id", due.id())
                .query(String.class)
                .single();
        return new Claim(job, new DueStates(client).claim(due));
    }

    /** Lets go; the row has been settled. */
    void release(JdbcClient client) {
        var _ = client.sql("SELECT pg_advisory_unlock(" + KEY + ")")
                .param("id", due.id())
                .query(Boolean.class)
                .single();
    }

    /** Whether whoever took up an interval still lives. */
    static boolean isHeld(DueRow due, JdbcClient client) {
        return client.sql("SELECT lock_is_held('bursar.due.' || :id)")
                .param("id", due.id())
                .query(Boolean.class)
                .single();
    }
}
