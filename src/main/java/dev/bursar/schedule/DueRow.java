package dev.bursar.schedule;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * One interval in the queue, or past.
 *
 * @param businessFor the interval, as a run's
 * @param slot the first slot that it stands for, business time
 * @param lastSlot the last one
 * @param status {@code WAITING}, {@code RUNNING}, {@code DONE}, {@code FAILED} or {@code SKIPPED}
 * @param why it waits, was skipped or failed
 * @param tries starts that ended by themselves
 * @param nextTry nothing is started before, business time
 * @param nextTryReal or before this, server's time: whichever comes first
 * @param deadlineMissed whether somebody was told that it is late
 * @param claims how often it was taken up
 * @param claimedAt when it was taken up last, server's time
 */
record DueRow(
        long id,
        String job,
        String businessFor,
        Instant slot,
        Instant lastSlot,
        String source,
        String status,
        Optional<String> why,
        int tries,
        Optional<Instant> nextTry,
        Optional<Instant> nextTryReal,
        boolean deadlineMissed,
        int claims,
        Optional<Instant> claimedAt) {

    static DueRow read(ResultSet row, int number) throws SQLException {
        return new DueRow(
                row.getLong("id"),
                row.getString("job"),
                row.getString("business_for"),
                row.getTimestamp("slot_at").toInstant(),
                row.getTimestamp("last_slot_at").toInstant(),
                row.getString("source"),
                row.getString("status"),
                Optional.ofNullable(row.getString("why")),
                row.getInt("tries"),
                ScheduleRow.instant(row.getTimestamp("next_try_at")),
                ScheduleRow.instant(row.getTimestamp("next_try_real_at")),
                row.getTimestamp("deadline_missed_at") != null,
                row.getInt("claims"),
                ScheduleRow.instant(row.getTimestamp("claimed_at")));
    }

    boolean isFromSchedule() {
        return source.equals("schedule");
    }

    @Override
    public String toString() {
        return job + " for " + businessFor;
    }
}
