package dev.bursar.alerts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What one sink is to be told of an alert.
 *
 * @param id of the delivery: a receiver that sees it twice may drop the second
 * @param source which bursar speaks
 * @param isFiring true at the beginning of an alert, false at its end
 * @param times how often it was reported so far
 * @param resolvedAt null while it fires
 */
record Message(
        long id,
        String source,
        boolean isFiring,
        String key,
        Severity severity,
        String summary,
        JsonNode details,
        @Nullable String runbook,
        long times,
        Instant firstAt,
        Instant lastAt,
        @Nullable Instant resolvedAt) {

    String event() {
        return isFiring ? "firing" : "resolved";
    }
}
