package dev.bursar.ranges;

import java.util.List;

/**
 * What the work on a range of ids, or on some that had been busy, came to.
 *
 * @param size how many ids were worked on
 * @param lastId the id up to which a partition is done, but for busy ones
 * @param last whether this was the end of the partition
 * @param written how many things changed, for Spring Batch's count
 * @param busy ids that somebody held: to come back to
 * @param counts a run's counts as a JSON object
 * @param totals a run's totals as a JSON object
 * @param note writes down, in the same transaction, what stays also of a dry run
 */
public record RangeResult(
        long size,
        long lastId,
        boolean last,
        long written,
        List<Long> busy,
        String counts,
        String totals,
        Runnable note) {

    /** With nothing to note. */
    public RangeResult(
            long size, long lastId, boolean last, long written, List<Long> busy, String counts, String totals) {
        this(size, lastId, last, written, busy, counts, totals, () -> {});
    }
}
