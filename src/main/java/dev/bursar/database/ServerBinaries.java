package dev.bursar.database;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The programs of a PostgreSQL server, unpacked from the archive that bursar packages for this platform. */
final class ServerBinaries {
    private ServerBinaries() {}

    /**
     * Unpacks the archive unless that was done before. The caller holds the server's lock.
     *
     * @param cache the folder that keeps unpacked archives, each under its own hash
     * @param loader finds the archive; tests pass that of another version
     * @return the folder with {@code bin}, {@code lib} and {@code share}
     */
    static Path unpack(Path cache, ClassLoader loader) throws IOException {
        String archive = archiveName();
        Path target = cache.resolve(hash(archive, loader));
        if (!Files.isDirectory(target)) {
            Files.createDirectories(cache);
            deleteLeftovers(cache, "unpacking-*");
            Path partial = Files.createTempDirectory(cache, "unpacking-");
            try (InputStream in = open(archive, loader)) {
                untar(new XZInputStream(new BufferedInputStream(in)), partial);
            }
            Files.setPosixFilePermissions(
                    partial,
                    Set.of(
                            PosixFilePermission.OWNER_READ,
                            PosixFilePermission.OWNER_WRITE,
                            PosixFilePermission.OWNER_EXECUTE));
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
        }
        return target;
    }

    /**
     * The major version of PostgreSQL in the packaged archive, such as 18, by the line that initdb looks at for it.
     *
     * @param loader as in {@link #unpack}
     */
    static int majorVersion(ClassLoader loader) throws IOException {
        try (InputStream in = open(archiveName(), loader);
                TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(in)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.getName().endsWith("/postgres.bki")) {
                    String line = new String(tar.readNBytes(40), StandardCharsets.US_ASCII)
                            .lines()
                            .findFirst()
                            .orElse("");
                    return Integer.parseInt(line.replaceFirst("# PostgreSQL ", ""));
                }
            }
            throw new IOException("the packaged archive holds no postgres.bki");
        }
    }

    private static void untar(InputStream in, Path target) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(in)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("the archive names a file outside itself: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                    continue;
                }
                Files.createDirectories(path.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, path);
                    if ((entry.getMode() & 0100) != 0) {
                        Files.setPosixFilePermissions(
                                path,
                                Set.of(
                                        PosixFilePermission.OWNER_READ,
                                        PosixFilePermission.OWNER_WRITE,
                                        PosixFilePermission.OWNER_EXECUTE));
                    }
                }
            }
        }
    }

    private static String hash(String archive, ClassLoader loader) throws IOException {
        try (InputStream in = open(archive, loader)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static InputStream open(String archive, ClassLoader loader) {
        InputStream in = loader.getResourceAsStream(archive);
        if (in == null) {
            throw Fault.failed(
                    FaultCode.EMBEDDED_SERVER_FAILED,
                    "no embedded PostgreSQL is packaged for " + System.getProperty("os.name") + " on "
                            + System.getProperty("os.arch"),
                    "Set DATABASE_URL to a PostgreSQL 15 or newer.");
        }
        return in;
    }

    private static String archiveName() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
        String machine = System.getProperty("os.arch").matches("aarch64|arm64") ? "arm_64" : "x86_64";
        return "postgres-" + system + "-" + machine + ".txz";
    }

    /** Removes the folders that an interrupted command left behind. The caller holds the server's lock. */
    static void deleteLeftovers(Path parent, String pattern) throws IOException {
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(parent, pattern)) {
            for (Path leftover : leftovers) {
                deleteFolder(leftover);
            }
        }
    }

    /** Removes a folder with everything in it. */
    static void deleteFolder(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
