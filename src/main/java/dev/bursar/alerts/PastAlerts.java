package dev.bursar.alerts;

import dev.bursar.database.Database;

/** Forgets alerts that ended long ago and of which every sink was told, with their messages, and silences that ended as long ago. */
public final class PastAlerts {
    private static final String TO_GO = """
            FROM alert a WHERE a.resolved_at <= clock_timestamp() - make_interval(days => :days) AND NOT a.has_news
              AND NOT EXISTS (SELECT FROM alert_delivery d WHERE d.alert_id = a.id AND d.state = 'WAITING')
            """;

    private final Database database;

    public PastAlerts(Database database) {
        this.database = database;
    }

    /** How many alerts {@link #purge} would forget now. */
    public long count(int days) {
        return database.client()
                .sql("SELECT count(*) " + TO_GO)
                .param("days", days)
                .query(Long.class)
                .single();
    }

    /**
     * Forgets them.
     *
     * @param days since they ended, by the server's clock
     * @return how many alerts they were
     */
    public long purge(int days) {
        database.client()
                .sql("DELETE FROM alert_silence WHERE ends_at <= clock_timestamp() - make_interval(days => :days)")
                .param("days", days)
                .update();
        return database.client().sql("DELETE " + TO_GO).param("days", days).update();
    }
}
