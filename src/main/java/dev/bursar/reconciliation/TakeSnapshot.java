package dev.bursar.reconciliation;

import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** Begins the check anew: forgets what an earlier start saw, cuts the accounts into intervals, takes the snapshot. */
final class TakeSnapshot implements Tasklet {
    private final Snapshot snapshot;
    private final Notes notes;

    TakeSnapshot(Snapshot snapshot, Notes notes) {
        this.snapshot = snapshot;
        this.notes = notes;
    }

    @Override
    public @Nullable RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        notes.begin(CutIntervals.MOST, Ranges.ACCOUNTS_AT_ONCE);
        snapshot.take();
        return RepeatStatus.FINISHED;
    }
}
