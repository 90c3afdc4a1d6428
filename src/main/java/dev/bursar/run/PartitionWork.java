package dev.bursar.run;

/**
 * The work of a run on its partitions. The threads of one process use it, and so does a node that helps another one's run: it
 * rests on nothing but the rows of the run.
 */
@FunctionalInterface
public interface PartitionWork {
    /**
     * Does the next range of a partition, in one transaction with the progress that it makes. It commits only while the run's
     * fence and the partition's token are still the caller's. Several threads may call it for different partitions.
     *
     * @return whether more of the partition is left
     * @throws dev.bursar.fault.Fault run-failed (exit 1) if the run or the partition was taken over
     */
    boolean doNext(Partition partition);
}
