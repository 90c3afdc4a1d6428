package dev.bursar.bench;

import dev.bursar.config.Setting;
import dev.bursar.config.Settings;
import dev.bursar.database.Database;
import dev.bursar.database.DatabaseUrl;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code scripts/bench JOB [OPTION VALUE]…}: measures one job, on the server of {@code DATABASE_URL} or an embedded one. */
public final class Bench {
    private static final String CLOCK = "2026-11-02T00:00:00Z";

    private Bench() {}

    public static void main(String[] arguments) {
        Map<String, String> options = options(arguments);
        try (Database database = Database.open(Settings.load(Map.of(), System.getenv(), Optional.empty()))) {
            switch (arguments[0]) {
                case "allocation" -> BenchAllocation.run(options, database.url());
                case "reconciliation" -> BenchReconciliation.run(options, database.url());
                case "shadow" -> BenchShadow.run(options, database.url());
                case "backfill" -> BenchBackfill.run(options, database.url());
                case "usage" -> BenchUsage.run(options, database.url());
                case "schedule" -> BenchSchedule.run(database.url());
                default -> throw usage();
            }
        }
    }

    private static Map<String, String> options(String[] arguments) {
        if (arguments.length % 2 == 0) {
            throw usage();
        }
        Map<String, String> options = new HashMap<>();
        for (int i = 1; i < arguments.length; i += 2) {
            options.put(arguments[i], arguments[i + 1]);
        }
        return options;
    }

    private static IllegalArgumentException usage() {
        return new IllegalArgumentException(
                "usage: bench allocation|reconciliation --accounts N [--only NAMES] [--seconds IDLE], bench shadow --lines N,"
                        + " bench usage --events N --users M, bench backfill --rows N [--only NAMES], or bench schedule");
    }

    /** How many accounts were asked for. */
    static long accounts(Map<String, String> options) {
        return Long.parseLong(options.getOrDefault("--accounts", "100000"));
    }

    static void say(String format, Object... values) {
        System.err.printf(Locale.ROOT, "bench: " + format + "%n", values);
    }

    /** The environment of whoever works on a database. */
    static Map<String, String> environment(DatabaseUrl url) {
        return Map.of(Setting.DATABASE_URL.name(), url.libpqUrl(), Setting.BURSAR_CLOCK.name(), CLOCK);
    }
}
