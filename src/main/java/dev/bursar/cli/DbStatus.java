package dev.bursar.cli;

import dev.bursar.database.Database;
import dev.bursar.database.EmbeddedServer;
import dev.bursar.fault.Exit;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** How the database is. Starts nothing. */
@Command(
        name = "status",
        description = {
            "Where the database is, whether it answers, and its schema's version.",
            "Starts nothing. Exit 3 if the embedded server is stopped."
        })
final class DbStatus implements Callable<Exit> {
    private final Invocation invocation;

    DbStatus(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        Map<String, Object> status = new LinkedHashMap<>();
        if (invocation.settings().databaseUrl().isEmpty()) {
            EmbeddedServer.Status server = embedded(invocation).status();
            status.put("server", "embedded");
            status.put("running", server.running());
            status.put("data", server.data().toString());
            if (!server.running()) {
                invocation.output().print(status);
                invocation.note("'bursar db start' starts it; so does every command that needs it.");
                return Exit.ANSWER_IS_NO;
            }
            status.put("port", server.port());
            status.put("pid", server.pid());
        } else {
            status.put("server", "DATABASE_URL");
            status.put("running", true);
        }
        Database database = invocation.databaseOfAnySchema();
        status.put("database", database.url().toString());
        status.put(
                "version",
                database.client().sql("SHOW server_version").query(String.class).single());
        status.put("schemaVersion", database.schemaVersion());
        status.put("schemaIsCurrent", database.hasCurrentSchema());
        invocation.output().print(status);
        return Exit.DONE;
    }

    /** The embedded server; throws a fault of exit 4 where DATABASE_URL says that it is not to be touched. */
    static EmbeddedServer embedded(Invocation invocation) {
        if (invocation.settings().databaseUrl().isPresent()) {
            throw Fault.refused(
                    FaultCode.REFUSED,
                    "DATABASE_URL is set, so the embedded server is left alone",
                    "Unset DATABASE_URL (and database-url in bursar.yaml) to use the embedded server.");
        }
        return EmbeddedServer.of(invocation.settings().home());
    }
}
