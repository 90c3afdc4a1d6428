package dev.bursar.bench;

import dev.bursar.database.DatabaseUrl;
import dev.bursar.database.Statements;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code scripts/bench shadow --lines N [--only CONTENDER,…]}: compares N logged requests with as many charges of a legacy system,
 * one in a thousand of which differs, as bursar, by one bare FULL JOIN, and request by request; and says what each wrote to
 * temporary files.
 */
final class BenchShadow {
    private static final long LINES_OF_ACCOUNT = 100;

    private BenchShadow() {}

    /** Runs it as the options ask. */
    static void run(Map<String, String> options, DatabaseUrl server) {
        long lines = Long.parseLong(options.getOrDefault("--lines", "1000000"));
        List<Result> results = new ArrayList<>();
        List<String> temporary = new ArrayList<>();
        try (BenchDatabase database = BenchDatabase.generate(server, Math.max(1, lines / LINES_OF_ACCOUNT))) {
            Bench.say("generating %,d requests and as many charges", lines);
            database.execute(List.of(
                    Statements.read("bench/shadow-lines.sql").replace(":lines", String.valueOf(lines)),
                    Statements.read("bench/legacy-lines.sql"),
                    "ALTER TABLE old_charges ADD CONSTRAINT old_charges_pk PRIMARY KEY (request_id)",
                    "VACUUM ANALYZE",
                    "CHECKPOINT"));
            for (Contender contender : Contender.chosen("shadow", options)) {
                Bench.say("running %s", contender.title());
                String before = database.temporaryFiles();
                Result result = Child.run(contender, database.variables());
                results.add(result);
                temporary.add("%-44s %8.2f µs a line; temporary files before %s, after %s"
                        .formatted(
                                contender.title(), result.seconds() * 1e6 / lines, before, database.temporaryFiles()));
            }
        }
        Result.print("lines", lines, results, Contender.FULL_JOIN);
        temporary.forEach(System.out::println);
    }
}
