package dev.bursar.schedule;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One interval that this process has taken up. Its session holds an advisory lock for as long: a lock that can be had means
 * that whoever took the interval up is dead.
 */
record Claim(Schedules.OfJob job, DueRow due) {
    /** Marks it as ours; inside a transaction that has locked the schedule. */
    static Claim of(Schedules.OfJob job, DueRow due, JdbcClient client) {
        Claim claim = new Claim(job, new DueStates(client).claim(due));
        var _ = client.sql("SELECT pg_advisory_lock(hashtextextended(:name, 0))::text")
                .param("name", lockName(claim.due()))
                .query(String.class)
                .single();
        return claim;
    }

    /** Of one claim alone: who was given up, and holds its lock still, is in nobody's way. */
    private static String lockName(DueRow due) {
        return "bursar.due." + due.id() + "." + due.claims();
    }

    /** Lets go; the row has been settled. */
    void release(JdbcClient client) {
        var _ = client.sql("SELECT pg_advisory_unlock(hashtextextended(:name, 0))")
                .param("name", lockName(due))
                .query(Boolean.class)
                .single();
    }

    /** Whether whoever took up an interval still lives. */
    static boolean isHeld(DueRow due, JdbcClient client) {
        return client.sql("SELECT lock_is_held(:name)")
                .param("name", lockName(due))
                .query(Boolean.class)
                .single();
    }
}
