package dev.bursar.bench;

import dev.bursar.config.Settings;
import dev.bursar.database.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One contender in a JVM of its own, with 256 MB of heap; the bench reads its only line. */
public final class Child {
    private Child() {}

    private static String events() {
        return System.getenv().getOrDefault(BenchUsage.EVENTS, "");
    }

    public static void main(String[] arguments) throws Exception {
        Contender contender = Contender.named(arguments[0]);
        try (Database database = Database.open(Settings.load(Map.of(), System.getenv(), Optional.empty()))) {
            double seconds = switch (contender) {
                case BARE -> new BareSql(database, "bench/bare.sql").run();
                case BURSAR_1 -> new BursarItself(database).run("allocation", 1);
                case BURSAR_2 -> new BursarItself(database).run("allocation", 2);
                case USUAL -> UsualWay.run(database);
                case VIEWS -> new TenViews(database).run();
                case CHECK_1 -> new BursarItself(database).run("reconciliation", 1);
                case CHECK_2 -> new BursarItself(database).run("reconciliation", 2);
                case ROWS -> new AccountByAccount(database).run();
                case FULL_JOIN -> new TwoSides(database).join();
                case SHADOW -> new BursarItself(database).compare();
                case ONE_BY_ONE -> new TwoSides(database).oneByOne();
                case COPY -> new BareCopy(database, BenchBackfill.file()).run();
                case BACKFILL_1 -> new BursarItself(database).run("backfill", 1, balances());
                case BACKFILL_2 -> new BursarItself(database).run("backfill", 2, balances());
                case ROW_BY_ROW -> new RowByRow(database, BenchBackfill.file()).run();
                case INSERTS -> new BareSql(database, "bench/bare-usage.sql").run();
                case USAGE_1 -> new BursarItself(database).charge(events(), 1);
                case USAGE_2 -> new BursarItself(database).charge(events(), 2);
                case HOST -> new HostCharges(database).run();
            };
            System.out.println(seconds + " " + peakHeap());
        }
    }

    private static Map<String, List<String>> balances() {
        return Map.of("source", List.of(BenchBackfill.file().toString()), "as-of", List.of("2026-11-02T00:00:00Z"));
    }

    private static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }

    static Result run(Contender contender, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        contender.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            String[] answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .strip()
                    .split(" ", -1);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(contender + " ended with exit " + process.exitValue());
            }
            return new Result(contender, Double.parseDouble(answer[0]), Long.parseLong(answer[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("the bench was interrupted", e);
        }
    }
}
