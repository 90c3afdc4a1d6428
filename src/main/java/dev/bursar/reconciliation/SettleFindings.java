package dev.bursar.reconciliation;

import dev.bursar.run.CurrentRun;
import java.util.function.IntSupplier;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Keeps or resolves findings, some in each transaction, until none are left. A dry run settles nothing. Interrupted in the
 * middle, the next start sees the same again and settles the rest.
 */
final class SettleFindings implements Tasklet {
    private final CurrentRun run;
    private final IntSupplier settleSome;

    /** @param settleSome settles some and says how many; 0 when none are left */
    SettleFindings(CurrentRun run, IntSupplier settleSome) {
        this.run = run;
        this.settleSome = settleSome;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        if (run.request().dryRun()) {
            return RepeatStatus.FINISHED;
        }
        if (run.stop().isRequested()) {
            contribution.getStepExecution().setTerminateOnly();
            return RepeatStatus.CONTINUABLE;
        }
        int settled = settleSome.getAsInt();
        contribution.incrementWriteCount(settled);
        return RepeatStatus.continueIf(settled > 0);
    }
}
