package dev.bursar.cli;

import dev.bursar.database.DatabaseUrl;
import dev.bursar.fault.Exit;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** A session with psql, if this machine has it. */
@Command(
        name = "psql",
        description = {
            "Open psql on the database.",
            "What stands after -- goes to psql: bursar db psql -- -c 'TABLE credit_balance'."
        })
final class DbPsql implements Callable<Exit> {
    private final Invocation invocation;

    @Parameters(paramLabel = "ARGUMENT", description = "For psql.", arity = "0..*")
    List<String> arguments = new ArrayList<>();

    DbPsql(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() throws InterruptedException {
        DatabaseUrl url = invocation.databaseOfAnySchema().url();
        List<String> command =
                new ArrayList<>(List.of("psql", url.withoutPassword().libpqUrl()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        // not among the arguments, where every user of the machine could read it
        url.password().ifPresent(password -> builder.environment().put("PGPASSWORD", password));
        try {
            Process psql = builder.start();
            // Ctrl-C is psql's own business: it reaches this process too, which must not leave before psql does
            Runtime.getRuntime().addShutdownHook(new Thread(psql.onExit()::join));
            return psql.waitFor() == 0 ? Exit.DONE : Exit.FAILED;
        } catch (IOException e) {
            throw Fault.failed(
                    FaultCode.PROGRAM_ABSENT,
                    "psql cannot be started: " + e.getMessage(),
                    "Install PostgreSQL's client programs, or use another client with the URL of 'bursar db url'.",
                    e);
        }
    }
}
