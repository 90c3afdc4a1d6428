package dev.bursar.alerts;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** What fires, and what did. */
public final class AlertList {
    private static final String LIST = """
            SELECT a.severity::text AS severity, a.key, a.summary, a.first_at, a.last_at, a.times, a.resolved_at,
                   (SELECT max(s.ends_at) FROM alert_silence s WHERE s.ends_at > statement_timestamp()
                      AND %s AND a.resolved_at IS NULL) AS silenced_until,
                   (SELECT string_agg(format('%%s %%s: %%s', d.sink, CASE d.state WHEN 'WAITING' THEN 'waits' ELSE 'was given up' END,
                                             coalesce(d.error, gone.why, 'not sent yet')), '; ' ORDER BY d.id)
                    FROM alert_delivery d
                    LEFT JOIN LATERAL (SELECT 'no alert file in use has named it since ' || iso_instant(k.seen_at)
                                              || '; given up a day after' AS why
                                       FROM alert_sink k WHERE k.name = d.sink
                                         AND k.seen_at < statement_timestamp() - interval '15 minutes') gone ON true
                    WHERE d.alert_id = a.id AND d.state IN ('WAITING', 'GIVEN_UP')) AS undelivered,
                   a.runbook, a.rule, a.details
            FROM alert a
            """.formatted(Outbox.covered("a"));

    private final JdbcClient client;

    public AlertList(JdbcClient client) {
        this.client = client;
    }

    /** A statement with the alerts that fire, the gravest first. */
    public StatementSpec firing() {
        return client.sql(LIST + "WHERE a.resolved_at IS NULL ORDER BY a.severity DESC, a.first_at, a.id");
    }

    /** A statement with the newest alerts, those that ended too, the newest first. */
    public StatementSpec history(int limit) {
        return client.sql(LIST + "ORDER BY a.first_at DESC, a.id DESC LIMIT :limit")
                .param("limit", limit);
    }

    /** Whether any alert fires that nobody has silenced. */
    public boolean isAnythingToSee() {
        return client.sql("SELECT EXISTS (SELECT FROM alert a WHERE a.resolved_at IS NULL AND NOT "
                        + Outbox.silenced("a") + ")")
                .query(Boolean.class)
                .single();
    }
}
