package dev.bursar.alerts;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Silences: sinks are not told that an alert fires. It stays an alert, is listed as one, and is told if it still fires when the
 * silence ends. That something ended is told all the same.
 */
public final class Silences {
    private final JdbcClient client;

    /** @param client inside the transaction that the caller commits or rolls back */
    public Silences(JdbcClient client) {
        this.client = client;
    }

    /**
     * Silences a key from now on. A silence of the same key that stands is replaced; both stay on record.
     *
     * @param key an alert's, or what stands before one of its colons: {@code run-failed} silences
     *     {@code run-failed:allocation} too
     * @param until the server's time; throws a fault of exit 2 if it has passed
     * @return how many alerts fire now that it silences
     */
    public long silence(String key, Instant until, String reason) {
        boolean isLater = client.sql("SELECT ?::timestamptz > statement_timestamp()")
                .param(until.atOffset(ZoneOffset.UTC))
                .query(Boolean.class)
                .single();
        if (!isLater) {
            throw Fault.usage(
                    FaultCode.MALFORMED_VALUE,
                    "--until " + until + " has passed; nothing was silenced",
                    "Give an instant to come; alerts go by the server's clock.");
        }
        String written = AlertText.key(key);
        boolean _ = unsilence(written, "replaced: " + reason);
        client.sql("INSERT INTO alert_silence (key, ends_at, actor, reason) VALUES (?, ?, acting(), ?)")
                .params(List.of(written, until.atOffset(ZoneOffset.UTC), reason))
                .update();
        return client.sql("SELECT count(*) FROM alert a WHERE resolved_at IS NULL AND " + Outbox.silenced("a"))
                .query(Long.class)
                .single();
    }

    /** Ends a silence early; false if the key was not silenced, and then nothing changes. */
    public boolean unsilence(String key, String reason) {
        return client.sql(
                                "UPDATE alert_silence SET ends_at = statement_timestamp(), ended_actor = acting(), ended_reason = ?"
                                        + " WHERE key = ? AND ends_at > statement_timestamp()")
                        .params(List.of(reason, AlertText.key(key)))
                        .update()
                > 0;
    }
}
