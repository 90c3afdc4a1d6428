package dev.bursar.reconciliation;

import dev.bursar.run.StopSignal;
import java.time.Duration;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** Works through one interval of accounts, one range at a time, until it is done or told to stop. */
final class CheckAccounts implements Tasklet {
    /** Spring Batch writes down where it is whenever it is told; it need not be told of every range. */
    private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(1);

    private final Ranges ranges;
    private final StopSignal stop;

    CheckAccounts(Ranges ranges, StopSignal stop) {
        this.ranges = ranges;
        this.stop = stop;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        ExecutionContext where = contribution.getStepExecution().getExecutionContext();
        long until = System.nanoTime() + BETWEEN_REPORTS.toNanos();
        Notes.Interval rest = CutIntervals.rest(where);
        while (rest.firstId() <= rest.lastId()) {
            if (stop.isRequested()) {
                contribution.getStepExecution().setTerminateOnly();
                return RepeatStatus.CONTINUABLE;
            }
            if (System.nanoTime() > until) {
                return RepeatStatus.CONTINUABLE;
            }
            CutIntervals.moveTo(where, ranges.checkNext(rest));
            rest = CutIntervals.rest(where);
        }
        return RepeatStatus.FINISHED;
    }
}
