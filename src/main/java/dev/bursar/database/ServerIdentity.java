package dev.bursar.database;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * As whom the server's programs run: PostgreSQL refuses root. An ordinary user runs them as itself. Root runs them as the owner
 * of the data folder if that is someone else; otherwise in a user namespace without privileges, where files stay root's own;
 * otherwise, where namespaces are forbidden, as {@code nobody}.
 *
 * @param prefix what stands before a command; empty for an ordinary user
 * @param owner the user id to which the server's folder must be handed; empty if it stays as it is
 */
record ServerIdentity(List<String> prefix, OptionalInt owner) {
    private static final int NOBODY = 65_534;
    private static final List<String> NAMESPACE = List.of("unshare", "--user");

    /** @param folder the server's folder, which exists */
    static ServerIdentity of(Path folder) throws IOException {
        if (processOwner() != 0) {
            return new ServerIdentity(isNameless() ? NAMESPACE : List.of(), OptionalInt.empty());
        }
        Path home = Objects.requireNonNull(folder.getParent());
        int owner = owner(folder);
        if (owner == 0 && succeeds("unshare", "--user", "true")) {
            return new ServerIdentity(NAMESPACE, OptionalInt.empty());
        }
        int other = owner == 0 ? NOBODY : owner;
        List<String> prefix = List.of("setpriv", "--reuid=" + other, "--regid=" + other, "--clear-groups");
        List<String> look = new ArrayList<>(prefix);
        look.addAll(List.of("test", "-x", home.toString()));
        if (!succeeds(look.toArray(String[]::new))) {
            throw Fault.failed(
                    FaultCode.EMBEDDED_SERVER_FAILED,
                    "PostgreSQL does not run as root, and the unprivileged user " + other + " cannot reach " + home,
                    "Set BURSAR_HOME to a folder that every user may enter, run bursar as an ordinary user, or set DATABASE_URL.");
        }
        return new ServerIdentity(prefix, OptionalInt.of(other));
    }

    /** The command as this identity runs it. */
    List<String> running(List<String> command) {
        List<String> whole = new ArrayList<>(prefix);
        whole.addAll(command);
        return whole;
    }

    /** Hands the folder and everything in it to the identity, where it is another than ours. */
    void handOver(Path folder) throws IOException {
        if (owner.isEmpty()) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(file -> !Files.isSymbolicLink(file)).toList()) {
                Files.setAttribute(file, "unix:uid", owner.getAsInt());
                Files.setAttribute(file, "unix:gid", owner.getAsInt());
            }
        }
    }

    /** Whether the user id has no name, as containers run them: initdb insists on one, and a namespace has {@code nobody}. */
    private static boolean isNameless() {
        return "?".equals(System.getProperty("user.name")) && succeeds("unshare", "--user", "true");
    }

    private static int processOwner() throws IOException {
        Path self = Path.of("/proc/self");
        if (Files.exists(self)) {
            return owner(self);
        }
        return "root".equals(System.getProperty("user.name")) ? 0 : -1;
    }

    private static int owner(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:uid");
    }

    private static boolean succeeds(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
