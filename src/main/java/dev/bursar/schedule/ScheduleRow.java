package dev.bursar.schedule;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A schedule as its row tells it.
 *
 * @param watermark business time up to which every slot is in the queue or was
 * @param pause who holds it up and why, if anybody does
 * @param manifestSha256 of the manifest that decides
 * @param bursarVersion of the bursar that brought that manifest
 * @param manifestIsAlive whether a process that goes by that manifest has looked lately
 */
record ScheduleRow(
        String job,
        Instant watermark,
        Optional<Pause> pause,
        String manifestSha256,
        String bursarVersion,
        boolean manifestIsAlive) {

    static ScheduleRow read(ResultSet row, int number) throws SQLException {
        return new ScheduleRow(
                row.getString("job"),
                row.getTimestamp("watermark_at").toInstant(),
                Optional.ofNullable(row.getString("paused_by")).map(by -> pause(row, by)),
                row.getString("manifest_sha256"),
                row.getString("bursar_version"),
                row.getBoolean("manifest_is_alive"));
    }

    private static Pause pause(ResultSet row, String by) {
        try {
            return new Pause(row.getTimestamp("paused_at").toInstant(), by, row.getString("paused_note"));
        } catch (SQLException e) {
            throw new IllegalStateException("a pause has its time and its note", e);
        }
    }

    static Optional<Instant> instant(@Nullable Timestamp timestamp) {
        return Optional.ofNullable(timestamp).map(Timestamp::toInstant);
    }
}
