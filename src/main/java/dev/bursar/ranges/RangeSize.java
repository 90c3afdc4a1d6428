package dev.bursar.ranges;

import java.util.concurrent.TimeUnit;

/**
 * How many ids a range holds: as many as keep its transaction, and so the wait of a charge behind it, below about 200 ms
 * on this machine at this moment. Shared by the threads of a run.
 */
final class RangeSize {
    static final int FIRST = 2_000;
    static final int SMALLEST = 50;
    static final int LARGEST = 10_000;
    private static final double AIM_NANOS = TimeUnit.MILLISECONDS.toNanos(150);

    private int size = FIRST;

    /** How many ids the next range may hold. */
    synchronized int next() {
        return size;
    }

    /**
     * Learns from a range.
     *
     * @param asked how many ids it might have held
     * @param held how many it held; a range cut short by the end of its interval says little
     * @param nanos how long its transaction took
     */
    synchronized void took(int asked, long held, long nanos) {
        boolean full = held == asked;
        if (!full && nanos < AIM_NANOS) {
            return;
        }
        double fitting = Math.max(1, held) * AIM_NANOS / Math.max(1, nanos);
        // one slow range (a checkpoint, a neighbour) must not halve the pace for long, so it moves half the way
        size = (int) Math.clamp((size + Math.min(fitting, 2.0 * size)) / 2, SMALLEST, LARGEST);
    }
}
