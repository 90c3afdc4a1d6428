package dev.bursar.alerts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * The deliveries that wait. A node claims one in a short transaction, tells the sink outside of any, and writes down what
 * became of it. A node that dies in between leaves a claim behind that runs out after a minute, and another sends it then: a
 * sink may be told twice, and is never left out.
 */
final class Outbox {
    /** A silence s is about an alert: by its key, by what stands before one of its colons, or by its rule's name. */
    private static final String COVERED = """
            (%1$s.key IN (s.key, 'rule:' || s.key) OR starts_with(%1$s.key, s.key || ':')
             OR starts_with(%1$s.key, 'rule:' || s.key || ':'))""";

    private static final String SILENCED =
            "EXISTS (SELECT FROM alert_silence s WHERE s.ends_at > statement_timestamp() AND " + COVERED + ")";
    private static final String CLAIM = """
            WITH next AS MATERIALIZED (
                SELECT d.id, d.in_doubt FROM alert_delivery d
                WHERE d.state = 'WAITING' AND d.next_try_at <= statement_timestamp() AND d.sink = ANY(:sinks)
                  AND NOT EXISTS (SELECT FROM alert_delivery earlier
                                  WHERE earlier.state = 'WAITING' AND earlier.sink = d.sink AND earlier.key = d.key AND earlier.id < d.id)
                  AND (d.event = 'resolved' OR NOT %s)
                ORDER BY d.id LIMIT 1 FOR UPDATE OF d SKIP LOCKED)
            UPDATE alert_delivery d
            SET tries = d.tries + 1, in_doubt = true, next_try_at = statement_timestamp() + interval '1 minute'
            FROM next, alert a
            WHERE d.id = next.id AND a.id = d.alert_id
            RETURNING d.id, d.sink, d.event, d.tries, next.in_doubt AS was_in_doubt, a.key, a.severity::text, a.summary, a.details::text,
                      a.runbook, a.times, a.first_at, a.last_at, a.resolved_at
            """.formatted(SILENCED.formatted("d"));
    private static final String POSTPONE = """
            UPDATE alert_delivery
            SET state = CASE WHEN statement_timestamp() + :wait::interval > created_at + :longest::interval THEN 'GIVEN_UP' ELSE 'WAITING' END,
                next_try_at = statement_timestamp() + :wait::interval, in_doubt = :inDoubt, error = :why
            WHERE id = :id AND state = 'WAITING' AND tries = :tries
            RETURNING state = 'GIVEN_UP'
            """;

    private final JdbcClient client;
    private final String source;

    /**
     * @param client whose connection commits each statement by itself
     * @param source which bursar speaks
     */
    Outbox(JdbcClient client, String source) {
        this.client = client;
        this.source = source;
    }

    /**
     * A delivery that this node may send now.
     *
     * @param tries how often it was tried, this time included
     * @param wasInDoubt whether an earlier try may have reached the sink
     */
    record Claim(String sink, int tries, boolean wasInDoubt, Message message) {}

    /** The condition that a silence s is about the key of a table's alias. */
    static String covered(String alias) {
        return COVERED.formatted(alias);
    }

    /** The condition that the key of a table's alias is silenced now. */
    static String silenced(String alias) {
        return SILENCED.formatted(alias);
    }

    /** The oldest delivery that is due for one of these sinks and that nobody else is sending. */
    Optional<Claim> claim(Collection<String> sinks) {
        return client.sql(CLAIM)
                .param("sinks", sinks.toArray(String[]::new))
                .query((row, _) -> read(row))
                .optional();
    }

    private Claim read(ResultSet row) throws SQLException {
        Message message = new Message(
                row.getLong("id"),
                source,
                row.getString("event").equals("firing"),
                row.getString("key"),
                Severity.of(row.getString("severity")),
                row.getString("summary"),
                JsonMapper.shared().readTree(row.getString("details")),
                row.getString("runbook"),
                row.getLong("times"),
                row.getObject("first_at", OffsetDateTime.class).toInstant(),
                row.getObject("last_at", OffsetDateTime.class).toInstant(),
                instant(row.getObject("resolved_at", OffsetDateTime.class)));
        return new Claim(row.getString("sink"), row.getInt("tries"), row.getBoolean("was_in_doubt"), message);
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }

    /** The sink has it. Said of a claim that ran out, it still holds. */
    void delivered(Claim claim) {
        client.sql(
                        "UPDATE alert_delivery SET state = 'DELIVERED', delivered_at = statement_timestamp(), in_doubt = false, error = NULL"
                                + " WHERE id = ? AND state = 'WAITING'")
                .param(claim.message().id())
                .update();
    }

    /** The sink will never take it. */
    void refused(Claim claim, String why) {
        client.sql("UPDATE alert_delivery SET state = 'GIVEN_UP', in_doubt = ?, error = ?"
                        + " WHERE id = ? AND state = 'WAITING' AND tries = ?")
                .params(List.of(claim.wasInDoubt(), why, claim.message().id(), claim.tries()))
                .update();
    }

    /** To be tried again, unless a day has passed; true if it was given up for that. */
    boolean postponed(Claim claim, Outcome.Postponed outcome) {
        Duration wait = Backoff.after(claim.tries(), outcome.pause());
        if (outcome.pause() != null) {
            client.sql(
                            "UPDATE alert_delivery SET next_try_at = greatest(next_try_at, statement_timestamp() + ?::interval)"
                                    + " WHERE state = 'WAITING' AND sink = ? AND tries = 0")
                    .params(List.of(wait.toString(), claim.sink()))
                    .update();
        }
        return client.sql(POSTPONE)
                .param("wait", wait.toString())
                .param("longest", Backoff.LONGEST.toString())
                .param("inDoubt", claim.wasInDoubt() || outcome.isInDoubt())
                .param("why", outcome.why())
                .param("id", claim.message().id())
                .param("tries", claim.tries())
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    /** Deliveries that waited a day, tried or not, for a sink which no node knows any more: nobody else would end them. */
    void giveUpOnUnknownSinks() {
        client.sql(
                        "UPDATE alert_delivery SET state = 'GIVEN_UP', error = 'no alert file names this sink any more'"
                                + " WHERE state = 'WAITING' AND created_at < statement_timestamp() - ?::interval"
                                + " AND sink NOT IN (SELECT name FROM alert_sink WHERE seen_at > statement_timestamp() - interval '1 day')")
                .param(Backoff.LONGEST.toString())
                .update();
    }
}
