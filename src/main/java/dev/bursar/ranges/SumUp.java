package dev.bursar.ranges;

import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** Completes the run with the sum of its intervals. */
public final class SumUp implements Tasklet {
    private final Ranges ranges;

    public SumUp(Ranges ranges) {
        this.ranges = ranges;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        ranges.complete();
        return RepeatStatus.FINISHED;
    }
}
