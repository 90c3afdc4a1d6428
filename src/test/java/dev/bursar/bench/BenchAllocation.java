package dev.bursar.bench;

import dev.bursar.database.DatabaseUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code scripts/bench allocation --accounts N [--only CONTENDER,…] [--seconds IDLE]}: opens November for N accounts, as
 * bursar, as bare SQL and in the usual way of Spring Batch, on one server and equal data; then again under fire of charges.
 */
final class BenchAllocation {
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

    /** Runs it as the options ask. */
    static void run(Map<String, String> options, DatabaseUrl server) {
        new BenchAllocation(
                        Bench.accounts(options),
                        Contender.chosen("allocation", options),
                        Integer.parseInt(options.getOrDefault("--seconds", "10")),
                        server)
                .run();
    }

    private void run() {
        try (BenchDatabase template = BenchDatabase.generate(server, accounts)) {
            List<Result> results = new ArrayList<>();
            List<String> rows = new ArrayList<>();
            for (Contender contender : contenders) {
                try (BenchDatabase copy = template.copy()) {
                    Bench.say("running %s", contender.title());
                    results.add(Child.run(contender, copy.variables()));
                    rows.add(copy.rowCounts());
                }
            }
            Result.print("accounts", accounts, results, Contender.BARE);
            boolean same = rows.stream().distinct().count() == 1;
            System.out.println((same ? "rows of each: " : "THE ROWS DIFFER: ")
                    + String.join(" / ", same ? rows.subList(0, 1) : rows));
            if (contenders.contains(Contender.BURSAR_2)) {
                Chargers.duringA(Contender.BURSAR_2, template, accounts, idleSeconds);
            }
        }
    }
}
