package dev.bursar.cli;

import dev.bursar.database.backup.Manifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Java, the home folder, and the client programs of PostgreSQL. */
final class DoctorMachine {
    private static final long LEAST_FREE_BYTES = 1L << 30;

    private DoctorMachine() {}

    static List<DoctorFinding> findings(Invocation invocation) {
        return List.of(
                DoctorFinding.well("java", Runtime.version() + " in " + System.getProperty("java.home")),
                home(invocation.settings().home()),
                space(invocation.settings().home()),
                program("psql", "for 'bursar db psql' and runbooks"),
                program("pg_dump", "for backups of a server named by DATABASE_URL"),
                program("pg_restore", "for bringing such backups back"));
    }

    /** The embedded data and what bursar writes are below the home. */
    private static DoctorFinding space(Path home) {
        try {
            long free = Files.getFileStore(existing(home)).getUsableSpace();
            String found = Manifest.megabytes(free) + " free for " + home;
            return free >= LEAST_FREE_BYTES
                    ? DoctorFinding.well("disk", found)
                    : DoctorFinding.wrong(
                            "disk",
                            found,
                            "Make room: a full disk stops the embedded server and every file that bursar writes.");
        } catch (IOException e) {
            return DoctorFinding.note("disk", "cannot be looked at: " + e.getMessage(), "See df -h " + home + ".");
        }
    }

    private static Path existing(Path home) {
        Path existing = home;
        while (existing.getParent() != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        return existing;
    }

    private static DoctorFinding home(Path home) {
        Path existing = existing(home);
        return Files.isWritable(existing)
                ? DoctorFinding.well("home", home + (Files.exists(home) ? "" : ", not made yet"))
                : DoctorFinding.wrong(
                        "home", existing + " is not writable", "Set BURSAR_HOME to a folder of your own.");
    }

    private static DoctorFinding program(String name, String purpose) {
        return versionOf(name)
                .map(version -> DoctorFinding.well(name, version))
                .orElseGet(() -> DoctorFinding.note(
                        name, "not on the PATH, " + purpose, "Install PostgreSQL's client programs if you need it."));
    }

    /** The first number of a program's version, such as 15; empty if it is not on the PATH. */
    static Optional<Integer> majorVersionOf(String program) {
        return versionOf(program)
                .map(line -> line.replaceFirst("\\D*(\\d+).*", "$1"))
                .filter(number -> number.matches("\\d+"))
                .map(Integer::valueOf);
    }

    /** The first line that a program prints about itself; empty if it cannot be started. */
    private static Optional<String> versionOf(String program) {
        try {
            Process process = new ProcessBuilder(program, "--version")
                    .redirectErrorStream(true)
                    .start();
            String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return words.lines().findFirst().filter(_ -> process.onExit().join().exitValue() == 0);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
