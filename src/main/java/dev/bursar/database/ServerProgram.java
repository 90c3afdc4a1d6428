package dev.bursar.database;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs the server's programs as an unprivileged identity, with nothing of the caller's own PostgreSQL environment.
 *
 * @param binaries the unpacked archive
 * @param identity as whom
 * @param folder where they run and write
 */
record ServerProgram(Path binaries, ServerIdentity identity, Path folder) {
    private static final Path NOTHING = Path.of("/dev/null");
    /** What stands on the command line wins over postgresql.conf and ALTER SYSTEM. */
    static final Map<String, String> DURABLE = Map.of(
            "listen_addresses", "127.0.0.1",
            "unix_socket_directories", "",
            "fsync", "on",
            "synchronous_commit", "on",
            "timezone", "UTC",
            "jit", "off", // statements are short; compiling them costs more than it saves
            "shared_buffers", "256MB",
            "max_wal_size", "4GB", // checkpoints at leisure while a job writes
            "logging_collector", "off");

    void handOver(Path path) throws IOException {
        identity.handOver(path);
    }

    /** Runs a program to its end; throws a fault of code {@code embedded-server-failed} with its words if it fails. */
    void run(String program, String... arguments) throws IOException {
        runOn(NOTHING, program, arguments);
    }

    /** As {@link #run}, with a file as the program's input. */
    void runOn(Path input, String program, String... arguments) throws IOException {
        Path words = words();
        try {
            if (exitOf(program, List.of(arguments), input, words) != 0) {
                throw Fault.failed(
                        FaultCode.EMBEDDED_SERVER_FAILED,
                        program + " of the embedded PostgreSQL failed:\n"
                                + Files.readString(words).strip(),
                        "Mend what it names and run the command again.");
            }
        } finally {
            Files.deleteIfExists(words);
        }
    }

    /** Where a program's words go; one runs at a time, under the server's lock. */
    private Path words() {
        return folder.resolve("program.log");
    }

    /** Starts the server and waits until it answers or gives up; whether it did, its data folder shows. */
    void tryStart(ServerFolder server, Map<String, String> configuration) throws IOException {
        // left by a killed server, whose process number may be someone else's by now: PostgreSQL would take that for a
        // server
        Files.deleteIfExists(server.data().resolve("postmaster.pid"));
        StringBuilder options = new StringBuilder("-p " + server.choosePort());
        new TreeMap<>(configuration)
                .forEach((name, value) -> options.append(" -c ")
                        .append(name)
                        .append("='")
                        .append(value)
                        .append('\''));
        Path words = words();
        try {
            List<String> arguments = List.of(
                    "start",
                    "-w",
                    "-t",
                    "300",
                    "-D",
                    server.data().toString(),
                    "-l",
                    server.log().toString(),
                    "-o",
                    options.toString());
            if (exitOf("pg_ctl", arguments, NOTHING, words) != 0) {
                pause();
            }
        } finally {
            Files.deleteIfExists(words);
        }
    }

    /** pg_ctl puts the server into a session of its own, so what ends the caller's terminal or group does not reach it. */
    private int exitOf(String program, List<String> arguments, Path input, Path words) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(binaries.resolve("bin").resolve(program).toString());
        command.addAll(arguments);
        ProcessBuilder process = new ProcessBuilder(identity.running(command))
                .directory(folder.toFile())
                .redirectInput(input.toFile())
                .redirectErrorStream(true)
                .redirectOutput(words.toFile());
        process.environment().keySet().removeIf(name -> name.matches("PG[A-Z]+|LC_.*|LANG|LANGUAGE|LD_.*"));
        process.environment().put("LC_ALL", "C");
        return await(process.start());
    }

    private static int await(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while PostgreSQL was starting or stopping");
        }
    }

    /** Creates the database that {@code url} names, if it is not there. */
    static void createDatabase(DatabaseUrl url) {
        try (Connection connection = new Connections(url.withDatabase("postgres"), Map.of()).open();
                Statement statement = connection.createStatement();
                ResultSet found =
                        statement.executeQuery("SELECT FROM pg_database WHERE datname = '" + url.database() + "'")) {
            if (!found.next()) {
                statement.execute("CREATE DATABASE " + url.database());
            }
        } catch (SQLException e) {
            throw SqlFaults.translate(e);
        }
    }

    static void pause() throws IOException {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while PostgreSQL was starting");
        }
    }
}
