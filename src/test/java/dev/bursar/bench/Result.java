package dev.bursar.bench;

import java.util.List;
import java.util.Locale;

/**
 * What a contender took.
 *
 * @param contender who
 * @param seconds of work, without the start of its JVM
 * @param peakHeapBytes the most that its heap held at once
 */
record Result(Contender contender, double seconds, long peakHeapBytes) {
    /** Prints all results beside that of {@code floor}. */
    static void print(String unit, long number, List<Result> results, Contender floor) {
        double bare = results.stream()
                .filter(result -> result.contender() == floor)
                .mapToDouble(Result::seconds)
                .findFirst()
                .orElse(Double.NaN);
        System.out.printf(
                Locale.ROOT,
                "%n%-44s %9s %12s %8s %9s%n",
                number + " " + unit,
                "seconds",
                unit + "/s",
                "x bare",
                "heap MB");
        for (Result result : results) {
            System.out.printf(
                    Locale.ROOT,
                    "%-44s %9.2f %,12.0f %8.2f %9d%n",
                    result.contender().title(),
                    result.seconds(),
                    number / result.seconds(),
                    result.seconds() / bare,
                    result.peakHeapBytes() >> 20);
        }
    }
}
