package dev.bursar.operations;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One start of a run.
 *
 * @param round of the run: 1, and one more each time that it was begun anew after it had been completed
 * @param actor who started it
 * @param reason why, if they said so
 * @param host on which machine
 * @param processId in which process
 * @param nodeId the node that coordinated it; none if it was a command's own
 * @param startedAt when
 * @param endedAt when it ended, or its death was noticed
 * @param outcome {@code COMPLETED}, {@code FAILED}, {@code STOPPED} or {@code DIED}; none while it is at work
 * @param error why it failed, as an error's JSON
 */
public record RunStart(
        int round,
        String actor,
        Optional<String> reason,
        String host,
        long processId,
        Optional<String> nodeId,
        Instant startedAt,
        Optional<Instant> endedAt,
        Optional<String> outcome,
        Optional<Map<String, Object>> error) {

    static RunStart read(ResultSet row, int index) throws SQLException {
        return new RunStart(
                row.getInt("round"),
                row.getString("actor"),
                Optional.ofNullable(row.getString("reason")),
                row.getString("host"),
                row.getLong("process_id"),
                Optional.ofNullable(row.getString("node_id")),
                row.getTimestamp("started_at").toInstant(),
                Optional.ofNullable(row.getTimestamp("ended_at")).map(Timestamp::toInstant),
                Optional.ofNullable(row.getString("outcome")),
                Optional.ofNullable(row.getString("error")).map(Json::object));
    }

    /** The start as {@code -o json} prints it. */
    public Map<String, @Nullable Object> toJson() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("startedAt", startedAt.toString());
        json.put("endedAt", endedAt.map(Instant::toString).orElse(null));
        json.put("outcome", outcome.orElse(null));
        json.put("round", round);
        json.put("actor", actor);
        json.put("reason", reason.orElse(null));
        json.put("host", host);
        json.put("processId", processId);
        json.put("node", nodeId.orElse(null));
        json.put("error", error.orElse(null));
        return json;
    }
}
