package dev.bursar.ranges;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.run.StopSignal;
import java.time.Duration;
import java.util.Optional;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Comes back to the customers of whom somebody held an account when their range came by. First without waiting, which is
 * enough for charges of a few milliseconds; then one account at a time, queueing for it, so that an account under constant
 * fire has its turn too.
 */
public final class SettleBusy implements Tasklet {
    /** Passes that skip who is still busy before the first that waits. */
    private static final int PASSES_WITHOUT_WAITING = 3;

    private static final Duration PAUSE = Duration.ofMillis(50);

    /** A transaction that holds an account for longer than this without a break is not a charge. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Ranges ranges;
    private final StopSignal stop;

    /** @param stop ends it after the transaction in hand */
    public SettleBusy(Ranges ranges, StopSignal stop) {
        this.ranges = ranges;
        this.stop = stop;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) throws InterruptedException {
        int fruitless = 0;
        int number = 0;
        long lastSuccess = System.nanoTime();
        while (true) {
            if (stop.isRequested()) {
                contribution.getStepExecution().setTerminateOnly();
                return RepeatStatus.CONTINUABLE;
            }
            Optional<Ranges.Settled> settled = ranges.settleNext(number, fruitless >= PASSES_WITHOUT_WAITING);
            if (settled.isEmpty()) {
                return RepeatStatus.FINISHED;
            }
            number = settled.get().number();
            contribution.incrementWriteCount(settled.get().written());
            if (settled.get().moved()) {
                lastSuccess = System.nanoTime(); // and on in the same way: it works
            } else {
                fruitless++;
                requirePatience(lastSuccess, settled.get().stillBusy());
                Thread.sleep(PAUSE);
            }
        }
    }

    private static void requirePatience(long lastSuccess, int stillBusy) {
        if (System.nanoTime() - lastSuccess > PATIENCE.toNanos()) {
            throw Fault.failed(
                    FaultCode.RUN_FAILED,
                    "another session has held accounts of " + stillBusy + " customers or more for "
                            + PATIENCE.toMinutes() + " minutes; everybody else is done",
                    "End that session (pg_stat_activity shows it as idle in transaction), then restart the run.");
        }
    }
}
