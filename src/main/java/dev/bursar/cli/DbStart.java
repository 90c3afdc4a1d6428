package dev.bursar.cli;

import dev.bursar.database.EmbeddedServer;
import dev.bursar.fault.Exit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Starts the embedded server; commands that need it do so themselves. */
@Command(name = "start", description = "Start the embedded PostgreSQL; nothing happens if it runs.")
final class DbStart implements Callable<Exit> {
    private record Started(int port, long pid, String data) {}

    private final Invocation invocation;

    DbStart(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        EmbeddedServer server = DbStatus.embedded(invocation);
        server.start();
        EmbeddedServer.Status status = server.status();
        invocation
                .output()
                .print(new Started(status.port(), status.pid(), status.data().toString()));
        return Exit.DONE;
    }
}
