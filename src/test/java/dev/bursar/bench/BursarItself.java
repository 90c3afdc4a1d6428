package dev.bursar.bench;

import dev.bursar.database.Database;
import dev.bursar.operations.Operations;
import dev.bursar.run.Jobs;
import dev.bursar.run.OptionValues;
import dev.bursar.run.RunParameters;
import dev.bursar.run.RunRequest;
import dev.bursar.run.StopSignal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The product, started as its command starts it. */
final class BursarItself {
    private final Database database;

    BursarItself(Database database) {
        this.database = database;
    }

    /** A job of November's first day. */
    double run(String job, int workers) {
        return run(job, workers, Map.of("date", List.of("2026-11-01")));
    }

    /** The events of a file. */
    double charge(String file, int workers) {
        return run("usage", workers, Map.of("source", List.of(file)));
    }

    /** A comparison of November's first day with the legacy system's table. */
    double compare() {
        return run(
                "shadow",
                1,
                Map.of(
                        "from", List.of("2026-11-01"),
                        "to", List.of("2026-11-02"),
                        "legacy", List.of("table:" + TwoSides.LEGACY)));
    }

    double run(String job, int workers, Map<String, List<String>> options) {
        RunParameters parameters = Jobs.find(job).validate(new OptionValues(options), database.client());
        return new Operations(database, new StopSignal(), progress -> {})
                .start(new RunRequest(job, parameters, 1, false, workers, Optional.empty()))
                .seconds();
    }
}
