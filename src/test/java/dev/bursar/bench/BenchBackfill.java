package dev.bursar.bench;

import dev.bursar.database.DatabaseUrl;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code scripts/bench backfill --rows N [--only CONTENDER,…]}: migrates a file of N balances, as bursar, as a bare COPY with
 * the same inserts, and row by row as one would write it first.
 */
final class BenchBackfill {
    /** Where the child finds the file. */
    static final String FILE = "BENCH_LEGACY";

    private BenchBackfill() {}

    /** Runs it as the options ask. */
    static void run(Map<String, String> options, DatabaseUrl server) {
        long rows = Long.parseLong(options.getOrDefault("--rows", "100000"));
        List<Contender> contenders = Contender.chosen("backfill", options);
        Path file = Path.of("target", "bench-legacy.csv").toAbsolutePath();
        write(file, rows);
        try (BenchDatabase template = BenchDatabase.generate(server, "bench/generate-backfill.sql", rows)) {
            List<Result> results = new ArrayList<>();
            List<String> counts = new ArrayList<>();
            for (Contender contender : contenders) {
                try (BenchDatabase copy = template.copy()) {
                    Bench.say("running %s", contender.title());
                    Map<String, String> environment = new HashMap<>(copy.variables());
                    environment.put(FILE, file.toString());
                    results.add(Child.run(contender, environment));
                    counts.add(copy.rowCounts());
                    Bench.say("broken invariants: %s", copy.brokenInvariants());
                }
            }
            Result.print("rows", rows, results, Contender.COPY);
            boolean same = counts.stream().distinct().count() <= 1;
            System.out.println((same ? "rows of each: " : "THE ROWS DIFFER: ")
                    + String.join(" / ", same ? counts.subList(0, Math.min(1, counts.size())) : counts));
        }
    }

    /** Users in no order that the database knows, as exports have them. */
    private static void write(Path file, long rows) {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("user_id,plan,credits_remaining,credits_limit,period_start,period_end,paid_cents\n");
            for (long row = 0; row < rows; row++) {
                long user = Math.floorMod(row * 7_919 + 13, rows) + 1;
                out.write("user-" + user + ",pro," + BigDecimal.valueOf(1_000 + user % 4_000_000, 3)
                        + ",5000,2026-11-01T00:00:00Z,2026-12-01T00:00:00Z," + user % 10_000 + "\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file, in a child. */
    static Path file() {
        return Path.of(System.getenv().getOrDefault(FILE, ""));
    }
}
