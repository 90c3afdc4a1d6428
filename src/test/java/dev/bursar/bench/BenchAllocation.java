package dev.bursar.bench;

import dev.bursar.config.Setting;
import dev.bursar.config.Settings;
import dev.bursar.database.Database;
import dev.bursar.database.DatabaseUrl;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * {@code scripts/bench allocation --accounts N [--only CONTENDER,…] [--seconds IDLE]}: opens November for N accounts, as
 * bursar, as bare SQL and in the usual way of Spring Batch, on one server and equal data; then again under fire of charges.
 */
public final class BenchAllocation {
    static final String CLOCK = "2026-11-02T00:00:00Z";
    static final String DATE = "2026-11-01";

    private final long accounts;
    private final List<Contender> contenders;
    private final int idleSeconds;
    private final DatabaseUrl server;

    private BenchAllocation(long accounts, List<Contender> contenders, int idleSeconds, DatabaseUrl server) {
        this.accounts = accounts;
        this.contenders = contenders;
        this.idleSeconds = idleSeconds;
        this.server = server;
    }

    public static void main(String[] arguments) {
        Map<String, String> options = options(arguments);
        List<Contender> contenders = Optional.ofNullable(options.get("--only"))
                .map(names -> List.of(names.split(",", -1)).stream()
                        .map(Contender::named)
                        .toList())
                .orElse(List.of(Contender.values()));
        try (Database database = Database.open(Settings.load(Map.of(), System.getenv(), Optional.empty()))) {
            new BenchAllocation(
                            Long.parseLong(options.getOrDefault("--accounts", "100000")),
                            contenders,
                            Integer.parseInt(options.getOrDefault("--seconds", "10")),
                            database.url())
                    .run();
        }
    }

    private static Map<String, String> options(String[] arguments) {
        if (arguments.length % 2 == 0 || !arguments[0].equals("allocation")) {
            throw new IllegalArgumentException("usage: bench allocation --accounts N [--only NAMES] [--seconds IDLE]");
        }
        Map<String, String> options = new HashMap<>();
        for (int i = 1; i < arguments.length; i += 2) {
            options.put(arguments[i], arguments[i + 1]);
        }
        return options;
    }

    private void run() {
        try (BenchDatabase template = BenchDatabase.generate(server, accounts)) {
            List<Result> results = new ArrayList<>();
            List<String> rows = new ArrayList<>();
            for (Contender contender : contenders) {
                try (BenchDatabase copy = template.copy()) {
                    say("running %s", contender.title());
                    results.add(Child.run(contender, copy.variables()));
                    rows.add(copy.rowCounts());
                }
            }
            print(results, rows);
            if (contenders.contains(Contender.BURSAR_2)) {
                underFire(template);
            }
        }
    }

    private void print(List<Result> results, List<String> rows) {
        double bare = results.stream()
                .filter(result -> result.contender() == Contender.BARE)
                .mapToDouble(Result::seconds)
                .findFirst()
                .orElse(Double.NaN);
        System.out.printf(
                Locale.ROOT,
                "%n%-44s %9s %12s %8s %9s%n",
                accounts + " accounts",
                "seconds",
                "accounts/s",
                "x bare",
                "heap MB");
        for (Result result : results) {
            System.out.printf(
                    Locale.ROOT,
                    "%-44s %9.2f %,12.0f %8.2f %9d%n",
                    result.contender().title(),
                    result.seconds(),
                    accounts / result.seconds(),
                    result.seconds() / bare,
                    result.peakHeapBytes() >> 20);
        }
        boolean same = rows.stream().distinct().count() == 1;
        System.out.println(
                (same ? "rows of each: " : "THE ROWS DIFFER: ") + String.join(" / ", same ? rows.subList(0, 1) : rows));
    }

    private void underFire(BenchDatabase template) {
        try (BenchDatabase copy = template.copy();
                Chargers idle = new Chargers(copy, accounts)) {
            idle.fireFor(idleSeconds);
            Chargers.Latency before = idle.latency();
            try (Chargers busy = new Chargers(copy, accounts)) {
                busy.start();
                Result result = Child.run(Contender.BURSAR_2, copy.variables());
                busy.stop();
                System.out.printf(
                        Locale.ROOT,
                        "charges, idle:                  %s%ncharges, during %.1f s of the job: %s%n",
                        before,
                        result.seconds(),
                        busy.latency());
            }
            System.out.println("broken invariants after it: " + copy.brokenInvariants());
        }
    }

    static void say(String format, Object... values) {
        System.err.printf(Locale.ROOT, "bench: " + format + "%n", values);
    }

    /** The environment of whoever works on a database. */
    static Map<String, String> environment(DatabaseUrl url) {
        return Map.of(Setting.DATABASE_URL.name(), url.libpqUrl(), Setting.BURSAR_CLOCK.name(), CLOCK);
    }
}
