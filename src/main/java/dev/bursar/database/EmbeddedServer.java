package dev.bursar.database;

import dev.bursar.database.ServerFolder.Running;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.fault.IoReason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A real PostgreSQL of one's own, below {@code $BURSAR_HOME/postgres}: durable, on 127.0.0.1 only, started on demand, shared by
 * every command that has the same home, and alive until {@link #stop()}. Commands that start or stop it take turns by a file
 * lock, so there is never a second server on the data, and a killed one is started again over its own files.
 */
public final class EmbeddedServer {
    private static final Duration PATIENCE =
            Duration.ofMinutes(5); // a server that recovers from a crash takes its time
    /** File locks hold between processes; threads of one process take turns by this. */
    private static final ReentrantLock IN_PROCESS = new ReentrantLock();

    private final ServerFolder folder;
    private final ClassLoader archives;
    private final Map<String, String> configuration;

    private EmbeddedServer(ServerFolder folder, ClassLoader archives, Map<String, String> configuration) {
        this.folder = folder;
        this.archives = archives;
        this.configuration = configuration;
    }

    /** The server of a home, running or not. */
    public static EmbeddedServer of(Path home) {
        return of(home, EmbeddedServer.class.getClassLoader());
    }

    /** @param archives finds the packaged binaries; tests run other versions of PostgreSQL through it */
    static EmbeddedServer of(Path home, ClassLoader archives) {
        return of(home, archives, ServerProgram.DURABLE);
    }

    /** @param configuration the server's settings; most tests have no use for durability */
    static EmbeddedServer of(Path home, ClassLoader archives, Map<String, String> configuration) {
        return new EmbeddedServer(new ServerFolder(home.resolve("postgres")), archives, configuration);
    }

    /**
     * How the server is.
     *
     * @param running whether it answers
     * @param pid its process; 0 if it does not run
     * @param port where it listens on 127.0.0.1; 0 if it does not run
     * @param data its data folder
     */
    public record Status(boolean running, long pid, int port, Path data) {}

    ServerFolder folder() {
        return folder;
    }

    /** Whether there are data already, running or not. */
    public boolean hasData() {
        return Files.exists(folder.data());
    }

    public Status status() {
        return attempt(
                "look at",
                () -> folder.running()
                        .map(server -> new Status(server.ready(), server.pid(), server.port(), folder.data()))
                        .orElseGet(() -> new Status(false, 0, 0, folder.data())));
    }

    /** Starts the server unless it runs, and says where its database {@code bursar} is. Made and initialised at first use. */
    public DatabaseUrl start() {
        return attempt("start", () -> {
            Optional<Running> server = folder.running().filter(Running::ready);
            if (server.isPresent() && folder.rememberedPort().isPresent()) {
                return folder.url(server.get().port());
            }
            folder.create();
            return locked(this::startUnderLock);
        });
    }

    /** Stops the server, ending the sessions of others. Returns whether there was one to stop. */
    public boolean stop() {
        return attempt("stop", () -> {
            if (folder.running().isEmpty()) {
                return false;
            }
            return locked(() -> {
                if (folder.running().isEmpty()) {
                    return false;
                }
                program()
                        .run(
                                "pg_ctl",
                                "stop",
                                "-w",
                                "-m",
                                "fast",
                                "-D",
                                folder.data().toString());
                return true;
            });
        });
    }

    private DatabaseUrl startUnderLock() throws IOException {
        ServerProgram program = program();
        if (!Files.isDirectory(folder.data())) {
            initialise(program);
        }
        Running server = running(program);
        DatabaseUrl url = folder.url(server.port());
        ServerProgram.createDatabase(url);
        folder.rememberPort(server.port());
        return url;
    }

    /** Waits for a server that is starting or recovering, and starts one where there is none. */
    private Running running(ServerProgram program) throws IOException {
        Instant until = Instant.now().plus(PATIENCE);
        int starts = 0;
        while (Instant.now().isBefore(until)) {
            Optional<Running> server = folder.running();
            if (server.isPresent() && server.get().ready()) {
                return server.get();
            }
            if (server.isPresent()) {
                ServerProgram.pause();
            } else if (starts++ < 3) {
                program.tryStart(folder, configuration);
            } else {
                break;
            }
        }
        throw Fault.failed(
                FaultCode.EMBEDDED_SERVER_FAILED,
                "the embedded PostgreSQL does not start; the end of " + folder.log() + " says:\n" + folder.logTail(),
                "The data is untouched in " + folder.data() + "; mend what the log names and run the command again.");
    }

    private void initialise(ServerProgram program) throws IOException {
        ServerBinaries.deleteLeftovers(folder.root(), "initdb-*");
        folder.writeNewPassword();
        Path data = Files.createTempDirectory(folder.root(), "initdb-");
        program.handOver(folder.root());
        program.run(
                "initdb",
                "--auth=scram-sha-256",
                "--username=bursar",
                "--pwfile=" + folder.passwordFile(),
                "--encoding=UTF8",
                "--locale=C",
                "--pgdata=" + data);
        // whoever is interrupted before this line leaves no data folder, and the next command begins anew
        Files.move(data, folder.data(), StandardCopyOption.ATOMIC_MOVE);
    }

    ServerProgram program() throws IOException {
        ServerIdentity identity = ServerIdentity.of(folder.root());
        Path binaries = ServerBinaries.unpack(folder.binaries(), archives);
        identity.handOver(binaries);
        return new ServerProgram(binaries, identity, folder.root());
    }

    <T> T locked(Work<T> work) throws IOException {
        IN_PROCESS.lock();
        try (FileChannel channel =
                        FileChannel.open(folder.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock _ = channel.lock()) {
            return work.call();
        } finally {
            IN_PROCESS.unlock();
        }
    }

    private <T> T attempt(String verb, Work<T> work) {
        try {
            return work.call();
        } catch (IOException e) {
            throw Fault.failed(
                    FaultCode.EMBEDDED_SERVER_FAILED,
                    "cannot " + verb + " the embedded PostgreSQL below " + folder.root() + ": " + IoReason.of(e),
                    "Check that " + folder.root().getParent() + " is yours to write and has room, or set DATABASE_URL.",
                    e);
        }
    }

    @FunctionalInterface
    interface Work<T> {
        T call() throws IOException;
    }
}
