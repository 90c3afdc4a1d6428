package dev.bursar.schedule;

import dev.bursar.calendar.Cron;
import dev.bursar.config.Settings;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;

/** Schedules of jobs that do not exist, for measuring. */
public final class SyntheticSchedules {
    private SyntheticSchedules() {}

    /** {@code job-1} and so on, hourly. */
    public static Schedules of(int count, Settings settings) {
        List<ManifestFile> files = IntStream.rangeClosed(1, count)
                .mapToObj(number -> "job-" + number)
                .map(SyntheticSchedules::manifest)
                .toList();
        return new Schedules(settings, files);
    }

    private static ManifestFile manifest(String job) {
        Manifest manifest = new Manifest(
                job,
                "bursar " + job + " run --date {{interval}}",
                "runbooks/allocation.md",
                Cron.parse("5 * * * *"),
                ZoneOffset.UTC,
                null,
                Interval.DAY,
                35,
                Manifest.Overlap.SKIP,
                List.of(),
                1,
                new Manifest.Retries(0, Duration.ZERO, 1, List.of()),
                Manifest.OnFailure.GO_ON,
                Duration.ofMinutes(45),
                400,
                List.of());
        return new ManifestFile(job, manifest, "bench");
    }
}
