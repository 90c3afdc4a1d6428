package dev.bursar.database.backup;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What of a server's data folder belongs into a copy. The rest is of the running server only, or comes back with the WAL: the
 * same is left out by pg_basebackup.
 *
 * @param folders below the data folder, the outer ones first
 * @param files below the data folder, without pg_control, which is copied last
 * @param bytes of the files, about, since they grow
 */
record DataFolder(List<Path> folders, List<Path> files, long bytes) {
    static final Path CONTROL = Path.of("global", "pg_control");
    private static final Set<String> KEPT_EMPTY = Set.of(
            "pg_wal",
            "pg_replslot",
            "pg_dynshmem",
            "pg_notify",
            "pg_serial",
            "pg_snapshots",
            "pg_stat_tmp",
            "pg_subtrans");
    private static final Pattern LEFT_OUT = Pattern.compile(
            "postmaster\\.(pid|opts)|current_logfiles(\\.tmp)?|backup_label.*|tablespace_map.*|pg_internal\\.init.*"
                    + "|pgsql_tmp.*|postgresql\\.auto\\.conf\\.tmp|pg_control");

    /** Looks at a folder in which a server is at work: what vanishes under the look is left out, as PostgreSQL allows. */
    static DataFolder of(Path data) throws IOException {
        List<Path> folders = new ArrayList<>();
        List<Path> files = new ArrayList<>();
        long[] bytes = {0};
        Files.walkFileTree(data, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                Path relative = data.relativize(folder);
                if (LEFT_OUT.matcher(folder.getFileName().toString()).matches()) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                if (!folder.equals(data)) {
                    folders.add(relative);
                }
                return KEPT_EMPTY.contains(relative.toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isSymbolicLink()) {
                    throw elsewhere(file);
                }
                if (!LEFT_OUT.matcher(file.getFileName().toString()).matches()) {
                    files.add(data.relativize(file));
                    bytes[0] += attributes.size();
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException && !file.equals(data)) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }
        });
        return new DataFolder(folders, files, bytes[0]);
    }

    private static Fault elsewhere(Path link) {
        return Fault.refused(
                FaultCode.REFUSED,
                link + " leads out of the server's folder, as a tablespace does, and such data would be missing;"
                        + " no backup was made",
                "Move the tablespace's tables into pg_default and drop it.");
    }
}
