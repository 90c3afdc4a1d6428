package dev.bursar.operations;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * A node that has not left.
 *
 * @param id of the node; one that was lost and comes back has a new one
 * @param host on which machine
 * @param processId in which process
 * @param version of its bursar
 * @param startedAt when it joined
 * @param heartbeatAt when it last said that it lives, by the server's clock
 * @param clockSkewMillis its clock less the server's, in milliseconds
 * @param stopping whether it takes no more work
 * @param alive whether it holds its lock and has spoken within the lease
 */
public record NodeRow(
        String id,
        String host,
        long processId,
        String version,
        Instant startedAt,
        Instant heartbeatAt,
        long clockSkewMillis,
        boolean stopping,
        boolean alive) {

    static NodeRow read(ResultSet row, int index) throws SQLException {
        return new NodeRow(
                row.getString("id"),
                row.getString("host"),
                row.getLong("process_id"),
                row.getString("version"),
                row.getTimestamp("started_at").toInstant(),
                row.getTimestamp("heartbeat_at").toInstant(),
                row.getLong("clock_skew_millis"),
                row.getBoolean("stopping"),
                row.getBoolean("alive"));
    }
}
