package dev.bursar.allocation;

import dev.bursar.run.Partition;
import dev.bursar.run.PartitionWork;

/** Works through intervals of customers, one range in one transaction at a time. Shared by the threads of a process. */
final class OpenPeriods implements PartitionWork {
    private final Ranges ranges;
    private final RangeSize size = new RangeSize();

    OpenPeriods(Ranges ranges) {
        this.ranges = ranges;
    }

    @Override
    public boolean doNext(Partition interval) {
        int asked = size.next();
        long begun = System.nanoTime();
        RangeResult result = ranges.openNext(interval, asked);
        size.took(asked, result.customers(), System.nanoTime() - begun);
        return !result.last();
    }
}
