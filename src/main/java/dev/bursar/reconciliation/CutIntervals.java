package dev.bursar.reconciliation;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/** Hands Spring Batch one partition for each interval of accounts, with where it stands. */
final class CutIntervals implements Partitioner {
    /** More than any machine's threads, so that none of them waits long for the slowest interval. */
    static final int MOST = 32;

    private static final String NUMBER = "number";
    private static final String NEXT = "next";
    private static final String LAST = "last";
    private static final String IS_LAST = "is-last";

    private final Notes notes;

    CutIntervals(Notes notes) {
        this.notes = notes;
    }

    @Override
    public Map<String, ExecutionContext> partition(int gridSize) {
        Map<String, ExecutionContext> partitions = new LinkedHashMap<>();
        for (Notes.Interval interval : notes.intervals()) {
            ExecutionContext context = new ExecutionContext();
            context.putInt(NUMBER, interval.number());
            context.putLong(NEXT, interval.firstId());
            context.putLong(LAST, interval.lastId());
            context.putString(IS_LAST, String.valueOf(interval.isLast()));
            partitions.put("partition-%02d".formatted(interval.number()), context);
        }
        return partitions;
    }

    /** What of a partition's interval is left. */
    static Notes.Interval rest(ExecutionContext context) {
        return new Notes.Interval(
                context.getInt(NUMBER),
                context.getLong(NEXT),
                context.getLong(LAST),
                Boolean.parseBoolean(context.getString(IS_LAST)));
    }

    static void moveTo(ExecutionContext context, long next) {
        context.putLong(NEXT, next);
    }
}
