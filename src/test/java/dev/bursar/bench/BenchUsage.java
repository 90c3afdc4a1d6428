package dev.bursar.bench;

import dev.bursar.database.DatabaseUrl;
import dev.bursar.database.Statements;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.postgresql.PGConnection;

/**
 * {@code scripts/bench usage --events N --users M [--only CONTENDER,…]}: charges N events of M users, as bursar out of a CSV file, as bare
 * SQL that inserts the same rows out of a table, and as a host that calls {@code charge} for each (a sample, scaled).
 */
final class BenchUsage {
    /** Where the child finds the file. */
    static final String EVENTS = "BENCH_EVENTS";

    private BenchUsage() {}

    /** Runs it as the options ask. */
    static void run(Map<String, String> options, DatabaseUrl server) {
        long events = Long.parseLong(options.getOrDefault("--events", "100000"));
        long users = Long.parseLong(options.getOrDefault("--users", String.valueOf(Math.max(1, events / 10))));
        List<Contender> contenders = Contender.chosen("usage", options);
        Path file = Path.of("target", "bench-usage.csv").toAbsolutePath();
        try (BenchDatabase template = BenchDatabase.generate(server, users)) {
            template.execute(List.of(
                    Statements.read("bench/usage-events.sql").replace(":events", String.valueOf(events)),
                    "VACUUM ANALYZE"));
            write(template, file);
            List<Result> results = new ArrayList<>();
            List<String> rows = new ArrayList<>();
            for (Contender contender : contenders) {
                try (BenchDatabase copy = template.copy()) {
                    Bench.say("running %s", contender.title());
                    Map<String, String> environment = new HashMap<>(copy.variables());
                    environment.put(EVENTS, file.toString());
                    results.add(Child.run(contender, environment));
                    if (contender != Contender.HOST) {
                        rows.add(copy.rowCounts());
                    }
                    Bench.say(
                            "broken invariants: %s",
                            contender == Contender.INSERTS ? "not asked" : copy.brokenInvariants());
                }
            }
            Result.print("events", events, results, Contender.INSERTS);
            boolean same = rows.stream().distinct().count() <= 1;
            System.out.println((same ? "rows of each: " : "THE ROWS DIFFER: ")
                    + String.join(" / ", same && !rows.isEmpty() ? rows.subList(0, 1) : rows));
        }
    }

    private static void write(BenchDatabase template, Path file) {
        try (Connection connection = template.connect();
                OutputStream out = Files.newOutputStream(file)) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut(
                            "COPY (SELECT request_id, user_id, iso_instant(occurred_at) AS occurred_at, action, model, input_tokens, output_tokens, quantity, items"
                                    + " FROM bench_event ORDER BY bench_event.occurred_at) TO STDOUT (FORMAT csv, HEADER)",
                            out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
