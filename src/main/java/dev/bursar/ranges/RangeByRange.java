package dev.bursar.ranges;

import dev.bursar.run.Partition;
import dev.bursar.run.PartitionWork;

/** Works through partitions, one range in one transaction at a time. Shared by the threads of a process. */
final class RangeByRange implements PartitionWork {
    private final Ranges ranges;
    private final RangeSize size = new RangeSize();

    RangeByRange(Ranges ranges) {
        this.ranges = ranges;
    }

    @Override
    public boolean doNext(Partition partition) {
        int asked = size.next();
        long begun = System.nanoTime();
        RangeResult result = ranges.doNext(partition, asked);
        size.took(asked, result.size(), System.nanoTime() - begun);
        return !result.last();
    }
}
