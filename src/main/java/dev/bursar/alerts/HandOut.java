package dev.bursar.alerts;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Makes the news of alerts into deliveries, one for each sink that takes the severity. Sinks are those of every alert file that
 * a node has used within a day, not only of this one's: a command that was started beside the nodes and knows fewer of them
 * leaves nobody out.
 */
final class HandOut {
    private static final String MEET_SINK = """
            INSERT INTO alert_sink AS s (name, severities) VALUES (:name, :severities::alert_severity[])
            ON CONFLICT (name) DO UPDATE SET severities = excluded.severities, seen_at = statement_timestamp()
            WHERE s.severities <> excluded.severities OR s.seen_at < statement_timestamp() - interval '10 minutes'
            """;
    private static final String LOCK_NEWS = """
            SELECT a.id FROM alert a WHERE a.has_news AND (a.resolved_at IS NOT NULL OR NOT %s)
            ORDER BY a.id LIMIT 200 FOR UPDATE OF a SKIP LOCKED
            """.formatted(Outbox.silenced("a"));
    private static final String DROP_UNSENT = """
            UPDATE alert_delivery d SET state = 'DROPPED', error = 'it ended before it was sent'
            FROM alert a WHERE a.id = d.alert_id AND a.id = ANY(:ids) AND a.resolved_at IS NOT NULL
              AND d.event = 'firing' AND d.state = 'WAITING' AND NOT d.in_doubt
            """;
    private static final String TELL_OF_THE_END = """
            INSERT INTO alert_delivery (alert_id, key, sink, event)
            SELECT a.id, a.key, d.sink, 'resolved' FROM alert a JOIN alert_delivery d ON d.alert_id = a.id
            WHERE a.id = ANY(:ids) AND a.resolved_at IS NOT NULL AND d.event = 'firing' AND (d.state = 'DELIVERED' OR d.in_doubt)
            ORDER BY a.id, d.sink
            ON CONFLICT (alert_id, sink, event) DO NOTHING
            """;
    private static final String TELL_OF_THE_BEGINNING = """
            INSERT INTO alert_delivery (alert_id, key, sink, event)
            SELECT a.id, a.key, s.name, 'firing' FROM alert a JOIN alert_sink s ON a.severity = ANY(s.severities)
            WHERE a.id = ANY(:ids) AND a.resolved_at IS NULL AND s.seen_at > statement_timestamp() - interval '1 day'
            ORDER BY a.id, s.name
            ON CONFLICT (alert_id, sink, event) DO NOTHING
            """;

    private final JdbcClient client;

    /** @param client inside a transaction that the caller commits */
    HandOut(JdbcClient client) {
        this.client = client;
    }

    /** Lets others know of this node's sinks. */
    void meet(List<Sink> sinks) {
        for (Sink sink : sinks) {
            client.sql(MEET_SINK)
                    .param("name", sink.name())
                    .param("severities", "{" + String.join(",", sink.severityWords()) + "}")
                    .update();
        }
    }

    /**
     * Hands out up to 200 alerts' news. One node does so at a time, ends before beginnings, so that the ids of deliveries are in
     * the order of what happened.
     *
     * @return how many alerts had news
     */
    int handOut() {
        boolean isOurTurn = client.sql(
                        "SELECT pg_try_advisory_xact_lock(hashtextextended('bursar.alerts.hand-out', 0))")
                .query(Boolean.class)
                .single();
        List<Long> ids = isOurTurn ? client.sql(LOCK_NEWS).query(Long.class).list() : List.of();
        if (ids.isEmpty()) {
            return 0;
        }
        Long[] array = ids.toArray(Long[]::new);
        for (String statement : List.of(DROP_UNSENT, TELL_OF_THE_END, TELL_OF_THE_BEGINNING)) {
            client.sql(statement).param("ids", array).update();
        }
        client.sql("UPDATE alert SET has_news = false WHERE id = ANY(:ids)")
                .param("ids", array)
                .update();
        return ids.size();
    }
}
