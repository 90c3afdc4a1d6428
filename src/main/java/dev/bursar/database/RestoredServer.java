package dev.bursar.database;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * An embedded server in the making, from files of another: they are put into a scratch folder below the home, recovered there,
 * and looked at; only {@link #moveIn()} makes them the home's own. Whatever ends before that leaves the home without data.
 *
 * <p>The server gets a new password, so that no copy needs the old one.
 */
public final class RestoredServer implements AutoCloseable {
    private static final String SCRATCH = "restoring-";

    private final Path home;
    private final EmbeddedServer target;
    private final Path scratchHome;
    private final EmbeddedServer scratch;
    private final Thread atExit = new Thread(this::clear);

    private RestoredServer(Path home, ClassLoader archives) {
        this.home = home;
        this.target = EmbeddedServer.of(home, archives);
        this.scratchHome = home.resolve(SCRATCH + ProcessHandle.current().pid());
        this.scratch = EmbeddedServer.of(scratchHome, archives);
    }

    /** Begins one for a home; throws a fault of exit 4 if the home has data already. */
    public static RestoredServer in(Path home) {
        return in(home, RestoredServer.class.getClassLoader());
    }

    /** @param archives as in {@link EmbeddedServer#of(Path, ClassLoader)} */
    static RestoredServer in(Path home, ClassLoader archives) {
        requireNoData(home);
        RestoredServer server = new RestoredServer(home, archives);
        return server.attempt(() -> {
            server.target.folder().create();
            removeLeftovers(home);
            Files.createDirectory(server.scratchHome);
            Runtime.getRuntime().addShutdownHook(server.atExit);
            server.scratch.folder().create();
            // unpacked once, for both
            Files.createDirectories(server.target.folder().binaries());
            Files.createSymbolicLink(
                    server.scratch.folder().binaries(), server.target.folder().binaries());
            return server;
        });
    }

    /** The major version of PostgreSQL that bursar embeds, such as 18. */
    public static int majorVersion() {
        try {
            return ServerBinaries.majorVersion(RestoredServer.class.getClassLoader());
        } catch (IOException e) {
            throw new UncheckedIOException("the packaged PostgreSQL cannot be read", e);
        }
    }

    /** Throws a fault of exit 4 if the home has data already. */
    public static void requireNoData(Path home) {
        if (EmbeddedServer.of(home).hasData()) {
            throw Fault.refused(
                    FaultCode.NOT_EMPTY,
                    home + " has a database already; nothing was restored",
                    "Restore into another place with --into FOLDER, or move this one away first.");
        }
    }

    /** The data folder to fill; it does not exist yet. */
    public Path data() {
        return scratch.folder().data();
    }

    /** Recovers the files and starts the server on them; throws a fault of exit 1 with the server's words if they do not suffice. */
    public DatabaseUrl recover() {
        attempt(() -> {
            ServerFolder folder = scratch.folder();
            folder.writeNewPassword();
            Path statement = folder.root().resolve("password.sql");
            Files.copy(folder.passwordFile(), statement, StandardCopyOption.COPY_ATTRIBUTES);
            Files.writeString(statement, "ALTER ROLE bursar PASSWORD '" + folder.password() + "'\n");
            ServerProgram program = scratch.program();
            program.handOver(folder.root());
            // alone, so that nobody is let in without a password, and recovering like any server that was interrupted
            program.runOn(
                    statement,
                    "postgres",
                    "--single",
                    "-c",
                    "exit_on_error=on",
                    "-D",
                    folder.data().toString(),
                    "postgres");
            Files.delete(statement);
            return folder;
        });
        return scratch.start();
    }

    /** Stops the server and gives the home its files; the next command starts it there. */
    public void moveIn() {
        scratch.stop();
        attempt(() -> target.locked(() -> {
            requireNoData(home);
            ServerFolder from = scratch.folder();
            ServerFolder to = target.folder();
            target.program().handOver(from.root());
            Files.move(
                    from.passwordFile(),
                    to.passwordFile(),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            Files.move(from.data(), to.data(), StandardCopyOption.ATOMIC_MOVE);
            return to;
        }));
    }

    @Override
    public void close() {
        clear();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // the process is ending, and the hook is at work
        }
    }

    private void clear() {
        try {
            remove(scratchHome);
        } catch (IOException | Fault e) {
            // the next restore removes it
        }
    }

    /** Of restores that were killed; their servers may be running. */
    private static void removeLeftovers(Path home) throws IOException {
        List<Path> leftovers = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(home, SCRATCH + "*")) {
            found.forEach(leftovers::add);
        }
        for (Path leftover : leftovers) {
            String process = leftover.getFileName().toString().substring(SCRATCH.length());
            if (process.matches("\\d{1,18}")
                    && ProcessHandle.of(Long.parseLong(process))
                            .filter(ProcessHandle::isAlive)
                            .isEmpty()) {
                remove(leftover);
            }
        }
    }

    private static void remove(Path scratchHome) throws IOException {
        if (Files.exists(scratchHome)) {
            EmbeddedServer.of(scratchHome).stop();
            ServerBinaries.deleteFolder(scratchHome);
        }
    }

    private <T> T attempt(EmbeddedServer.Work<T> work) {
        try {
            return work.call();
        } catch (IOException e) {
            throw Fault.failed(
                    FaultCode.RESTORE_FAILED,
                    "cannot restore into " + target.folder().root() + ": " + e + "; nothing was restored",
                    "Check that the folder is yours to write and has room, and run the command again.",
                    e);
        }
    }
}
