package dev.bursar.operations;

import java.util.List;

/** Those who work on the partitions of a run. */
interface PartitionHands {
    /**
     * Works on partitions until they are done or the run is told to stop.
     *
     * @param numbers of those with work left
     * @throws RuntimeException of the first that failed, after everybody has stopped
     */
    void work(List<Integer> numbers) throws InterruptedException;
}
