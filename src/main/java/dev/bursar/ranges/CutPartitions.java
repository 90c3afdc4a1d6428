package dev.bursar.ranges;

import dev.bursar.run.Partition;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/** Hands Spring Batch one partition for each interval of ids that has work left. */
final class CutPartitions implements Partitioner {
    /** More than any machine's threads, so that none of them waits long for the slowest interval. */
    private static final int MOST = 32;

    private final Ranges ranges;

    CutPartitions(Ranges ranges) {
        this.ranges = ranges;
    }

    @Override
    public Map<String, ExecutionContext> partition(int gridSize) { // who works on them has no say in how many there are
        Map<String, ExecutionContext> partitions = new LinkedHashMap<>();
        for (int number : ranges.cut(MOST)) {
            ExecutionContext context = new ExecutionContext();
            context.putInt(Partition.NUMBER, number);
            partitions.put("partition-%02d".formatted(number), context);
        }
        return partitions;
    }
}
