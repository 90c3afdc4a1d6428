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

    double run(int workers) {
        RunParameters parameters = Jobs.find("allocation")
                .validate(new OptionValues(Map.of("date", List.of(BenchAllocation.DATE))), database.client());
        return new Operations(database, new StopSignal(), progress -> {})
                .start(new RunRequest("allocation", parameters, 1, false, workers, Optional.empty()))
                .seconds();
    }
}
