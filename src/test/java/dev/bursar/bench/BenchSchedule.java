package dev.bursar.bench;

import dev.bursar.config.Settings;
import dev.bursar.database.Database;
import dev.bursar.database.DatabaseUrl;
import dev.bursar.database.Statements;
import dev.bursar.operations.RunControl;
import dev.bursar.schedule.Schedules;
import dev.bursar.schedule.Standings;
import dev.bursar.schedule.SyntheticSchedules;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * {@code scripts/bench schedule}: how long {@code schedule list} and {@code runs list} take on a short and on a long past. What
 * each command does is measured, from opening its connection on; the start of a JVM comes to each of them.
 */
final class BenchSchedule {
    private static final int WARM_UP = 30;
    private static final int TIMES = 41;

    private record Size(int schedules, int past) {}

    private record Measured(double scheduleMillis, double runsMillis) {}

    private BenchSchedule() {}

    static void run(DatabaseUrl server) {
        try (BenchDatabase empty = BenchDatabase.generate(server, 10)) {
            List<Size> sizes = List.of(new Size(10, 100), new Size(10, 100_000), new Size(1_000, 100_000));
            List<Measured> measured =
                    sizes.stream().map(size -> measure(size, empty)).toList();
            System.out.printf(
                    Locale.ROOT,
                    "%n%10s %10s %18s %8s %14s %8s%n",
                    "schedules",
                    "past",
                    "schedule list ms",
                    "ratio",
                    "runs list ms",
                    "ratio");
            for (int i = 0; i < sizes.size(); i++) {
                System.out.printf(
                        Locale.ROOT,
                        "%,10d %,10d %18.2f %8.2f %14.2f %8.2f%n",
                        sizes.get(i).schedules(),
                        sizes.get(i).past(),
                        measured.get(i).scheduleMillis(),
                        measured.get(i).scheduleMillis() / measured.getFirst().scheduleMillis(),
                        measured.get(i).runsMillis(),
                        measured.get(i).runsMillis() / measured.getFirst().runsMillis());
            }
        }
    }

    private static Measured measure(Size size, BenchDatabase empty) {
        try (BenchDatabase copy = empty.copy()) {
            Settings settings = Settings.load(Map.of(), copy.variables(), Optional.empty());
            copy.execute(List.of(Statements.read("bench/past.sql")
                    .replace(":schedules", String.valueOf(size.schedules()))
                    .replace(":past", String.valueOf(size.past()))));
            List<Schedules.OfJob> jobs =
                    SyntheticSchedules.of(size.schedules(), settings).all();
            return new Measured(
                    millis(settings, database -> {
                        Instant now = settings.clock().now();
                        jobs.forEach(job -> job.schedule().next(now));
                        var _ = new Standings(database.client()).of(jobs);
                    }),
                    millis(settings, database -> new RunControl(database).list(Optional.empty(), 50)));
        }
    }

    /** The median of what a command takes that opens the database, checks the schema and does its work. */
    private static double millis(Settings settings, Consumer<Database> work) {
        double[] millis = new double[TIMES];
        for (int i = -WARM_UP; i < TIMES; i++) {
            long begun = System.nanoTime();
            try (Database database = Database.open(settings)) {
                database.requireCurrentSchema();
                work.accept(database);
            }
            if (i >= 0) {
                millis[i] = (System.nanoTime() - begun) / 1e6;
            }
        }
        Arrays.sort(millis);
        return millis[TIMES / 2];
    }
}
