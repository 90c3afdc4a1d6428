package dev.bursar.ranges;

import java.util.List;

/**
 * What a job does with ranges of ids. Everything is called inside a transaction that {@link Ranges} commits, and may be called
 * again where that transaction failed; several threads call it for different partitions.
 */
public interface RangeWork {
    /** Cuts what there is to do into at most {@code most} rows of {@code run_partition}; the run has none yet. */
    void cut(int most);

    /**
     * Does the next range of a partition. A dry run takes it back.
     *
     * @param nextId where the partition stands
     * @param lastId its end
     * @param size at most so many ids; fewer keep the transaction short
     */
    RangeResult next(long nextId, long lastId, int size);

    /**
     * Does the work on some ids that somebody held before. A dry run takes it back.
     *
     * @param ids as results called them busy
     */
    RangeResult settle(List<Long> ids);

    /**
     * Joins the queue for what somebody holds of an id, in a transaction that holds nothing else: so it can be part of no
     * deadlock. The caller bounds the wait.
     */
    void waitFor(long id);
}
