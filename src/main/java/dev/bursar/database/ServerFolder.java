package dev.bursar.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the embedded server keeps on disk, below {@code $BURSAR_HOME/postgres}.
 *
 * @param root readable by its owner only
 */
record ServerFolder(Path root) {
    /** A server process that is alive and whose data folder is ours. */
    record Running(long pid, int port, boolean ready) {}

    Path data() {
        return root.resolve("data");
    }

    Path log() {
        return root.resolve("server.log");
    }

    Path lock() {
        return root.resolve("lock");
    }

    Path binaries() {
        return root.resolve("binaries");
    }

    Path passwordFile() {
        return root.resolve("password");
    }

    private Path portFile() {
        return root.resolve("port");
    }

    void create() throws IOException {
        Files.createDirectories(root.getParent());
        if (!Files.isDirectory(root)) {
            Files.createDirectories(
                    root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    String password() throws IOException {
        return Files.readString(passwordFile()).strip();
    }

    /** How bursar logs in to the server that listens on a port. */
    DatabaseUrl url(int port) throws IOException {
        return new DatabaseUrl(
                "127.0.0.1:" + port,
                "bursar",
                Optional.of("bursar"),
                Optional.of(password()),
                Map.of("sslmode", "disable"));
    }

    /** Makes up the password before the data folder exists. Only the owner can read the file, from its first byte. */
    void writeNewPassword() throws IOException {
        byte[] secret = new byte[24];
        new SecureRandom().nextBytes(secret);
        Files.deleteIfExists(passwordFile());
        Files.createFile(
                passwordFile(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                passwordFile(), Base64.getUrlEncoder().withoutPadding().encodeToString(secret) + "\n");
    }

    /** The port that is remembered: written when the server was first ready and its database existed. */
    Optional<Integer> rememberedPort() throws IOException {
        if (!Files.exists(portFile())) {
            return Optional.empty();
        }
        String text = Files.readString(portFile()).strip();
        return text.matches("\\d{1,5}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
    }

    void rememberPort(int port) throws IOException {
        Path partial = Files.writeString(root.resolve("port.new"), port + "\n");
        Files.move(partial, portFile(), StandardCopyOption.ATOMIC_MOVE);
    }

    /** The remembered port if nobody else listens there, else any free one. */
    int choosePort() throws IOException {
        for (int port : List.of(rememberedPort().orElse(0), 0)) {
            try (ServerSocket socket = new ServerSocket()) {
                socket.setReuseAddress(true);
                socket.bind(loopback(port));
                return socket.getLocalPort();
            } catch (IOException e) {
                if (port == 0) {
                    throw e;
                }
            }
        }
        throw new IllegalStateException("port 0 either binds or throws");
    }

    /** The server that runs on our data folder. A process that merely has the number of a dead server does not count. */
    Optional<Running> running() throws IOException {
        Path pidFile = data().resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(pidFile);
        if (lines.isEmpty() || !lines.getFirst().strip().matches("\\d+")) {
            return Optional.empty();
        }
        long pid = Long.parseLong(lines.getFirst().strip());
        if (!ServerProcess.mayServe(pid, data())) {
            return Optional.empty();
        }
        int port = lines.size() > 3 && lines.get(3).matches("\\d+") ? Integer.parseInt(lines.get(3)) : 0;
        boolean ready = lines.size() > 7 && lines.get(7).strip().equals("ready");
        return Optional.of(new Running(pid, port, ready && answers(port)));
    }

    private static InetSocketAddress loopback(int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(loopback(port), 2_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The last lines of the server's log, for messages. */
    String logTail() throws IOException {
        if (!Files.exists(log())) {
            return "";
        }
        List<String> lines = Files.readAllLines(log(), StandardCharsets.ISO_8859_1);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 8), lines.size()));
    }
}
