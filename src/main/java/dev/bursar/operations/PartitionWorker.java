package dev.bursar.operations;

import dev.bursar.run.CurrentRun;
import dev.bursar.run.Partition;
import dev.bursar.run.PartitionWork;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Works on partitions of a run: claims one, does its ranges, and gives it back if something keeps it from the end. */
final class PartitionWorker {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionWorker.class);

    /** How often a worker hears, between two ranges, whether its run still goes on. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final CurrentRun run;
    private final PartitionRows rows;
    private final PartitionWork work;
    private final String who;

    /** @param who stands beside what is claimed: a node's id, or a process that is no node */
    PartitionWorker(CurrentRun run, PartitionRows rows, PartitionWork work, String who) {
        this.run = run;
        this.rows = rows;
        this.work = work;
        this.who = who;
    }

    /**
     * Works on a partition until it is done, the run is to stop, or {@code enough}. Does nothing if somebody else has it.
     *
     * @param enough asked between two ranges
     * @return whether it was claimed and has work left that somebody else may do now
     * @throws RuntimeException as the work threw it; the partition was given back with the error
     */
    boolean work(int number, BooleanSupplier enough) {
        Optional<Partition> claimed = rows.claim(number, who);
        if (claimed.isEmpty()) {
            LOG.debug("partition {} of run {} is somebody else's, or done", number, run.id());
            return false;
        }
        try {
            if (!workOn(claimed.get(), enough)) {
                return false;
            }
            rows.giveBack(claimed.get());
            return true;
        } catch (RuntimeException e) {
            giveBack(claimed.get(), e);
            throw e;
        }
    }

    /** Whether work is left. */
    private boolean workOn(Partition partition, BooleanSupplier enough) {
        long looked = System.nanoTime();
        boolean more = true;
        while (more && !run.stop().isRequested() && !enough.getAsBoolean()) {
            more = work.doNext(partition);
            if (more && System.nanoTime() - looked > BETWEEN_LOOKS.toNanos()) {
                if (!rows.goesOn()) {
                    return true;
                }
                looked = System.nanoTime();
            }
        }
        return more;
    }

    private void giveBack(Partition partition, RuntimeException error) {
        try {
            if (!rows.giveBack(partition, RunFaults.explain(run, error))) {
                LOG.info("partition {} of run {} is in other hands now", partition.number(), run.id());
            }
        } catch (RuntimeException e) {
            error.addSuppressed(e); // without the database nobody can be told: the others will see that we are gone
        }
    }
}
