package dev.bursar.run;

/**
 * A partition of a run in somebody's hands.
 *
 * @param number of its row in {@code bursar.run_partition}, within the run
 * @param token which claim this is; work commits only while the row still says so
 */
public record Partition(int number, int token) {
    /** The key under which a job's partitioner tells the number to Spring Batch. */
    public static final String NUMBER = "number";
}
