package dev.bursar.bench;

import dev.bursar.database.DatabaseUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code scripts/bench reconciliation --accounts N [--only CONTENDER,…] [--seconds IDLE]}: checks the books of N accounts, as bursar,
 * by the bare views, and account by account, on one database; then again under fire of charges.
 */
final class BenchReconciliation {
    private BenchReconciliation() {}

    /** Runs it as the options ask. */
    static void run(Map<String, String> options, DatabaseUrl server) {
        long accounts = Bench.accounts(options);
        List<Contender> contenders = Contender.chosen("reconciliation", options);
        try (BenchDatabase template = BenchDatabase.generate(server, accounts)) {
            List<Result> results = new ArrayList<>();
            try (BenchDatabase copy = template.copy()) {
                for (Contender contender : contenders) {
                    Bench.say("running %s", contender.title());
                    results.add(Child.run(contender, copy.variables())); // a check leaves the ledger as it was
                }
            }
            Result.print("accounts", accounts, results, Contender.VIEWS);
            if (contenders.contains(Contender.CHECK_2)) {
                Chargers.duringA(
                        Contender.CHECK_2,
                        template,
                        accounts,
                        Integer.parseInt(options.getOrDefault("--seconds", "10")));
            }
        }
    }
}
