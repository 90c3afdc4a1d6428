package dev.bursar.allocation;

import dev.bursar.run.StopSignal;
import java.time.Duration;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** Works through one interval of customers, one range in one transaction at a time, until it is done or told to stop. */
final class OpenPeriods implements Tasklet {
    /** Spring Batch writes down where it is whenever it is told; it need not be told of every range. */
    private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(1);

    private final Ranges ranges;
    private final StopSignal stop;
    private final RangeSize size = new RangeSize();

    OpenPeriods(Ranges ranges, StopSignal stop) {
        this.ranges = ranges;
        this.stop = stop;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        StepExecution step = contribution.getStepExecution();
        if (stop.isRequested()) {
            step.setTerminateOnly();
            return RepeatStatus.CONTINUABLE;
        }
        long until = System.nanoTime() + BETWEEN_REPORTS.toNanos();
        RangeResult result;
        do {
            result = openNext(step);
            contribution.incrementWriteCount(result.opened());
        } while (!result.last() && !stop.isRequested() && System.nanoTime() < until);
        return RepeatStatus.continueIf(!result.last());
    }

    private RangeResult openNext(StepExecution step) {
        int asked = size.next();
        long begun = System.nanoTime();
        RangeResult result = ranges.openNext(step.getExecutionContext().getInt(CutPartitions.NUMBER), asked);
        size.took(asked, result.customers(), System.nanoTime() - begun);
        return result;
    }
}
