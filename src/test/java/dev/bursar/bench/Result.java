package dev.bursar.bench;

/**
 * What a contender took.
 *
 * @param contender who
 * @param seconds of work, without the start of its JVM
 * @param peakHeapBytes the most that its heap held at once
 */
record Result(Contender contender, double seconds, long peakHeapBytes) {}
