package dev.bursar.database;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where the suite's servers keep their data and how one logs in to them. */
final class TestServerFolder {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final long WANTED_ROOM_BYTES = 4L << 30;
    private static final long WANTED_MEMORY_BYTES = 8L << 30;

    private TestServerFolder() {}

    /** A server's home in the build folder; all of them share their binaries. */
    static Path onDisk(Path build, String name) {
        return sharingBinaries(build.resolve(name), build);
    }

    /** One in memory where there is plenty, which makes and drops a database in less than half the time; else on disk. */
    static Path inMemory(Path build, String name) {
        String whose = Integer.toHexString(build.toString().hashCode());
        return hasPlenty()
                ? sharingBinaries(MEMORY.resolve("bursar-" + whose + "-" + name), build)
                : onDisk(build, name);
    }

    private static Path sharingBinaries(Path home, Path build) {
        try {
            Path shared = Files.createDirectories(build.resolve("test-server-binaries"));
            Path link = Files.createDirectories(home.resolve("postgres")).resolve("binaries");
            if (!Files.exists(link)) {
                Files.createSymbolicLink(link, shared);
            }
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean hasPlenty() {
        return Files.isWritable(MEMORY)
                && MEMORY.toFile().getUsableSpace() >= WANTED_ROOM_BYTES
                && ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                                .getTotalMemorySize()
                        >= WANTED_MEMORY_BYTES;
    }

    /** Memory is given back; a folder on disk stays, for the next suite begins sooner on it. */
    static void leave(Path home) {
        if (!home.startsWith(MEMORY)) {
            return;
        }
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Passwords are asked for and compared, but not by way of thousands of hashes on either side of each of ten thousand logins. */
    static Path plainLogins(Path build) {
        try {
            return Files.write(build.resolve("test-server-pg_hba.conf"), List.of("host all all 127.0.0.1/32 password"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
