package dev.bursar.database.backup;

import dev.bursar.database.Database;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * Copies the files of the embedded server while it works. A page may be copied half old, half new, and one file earlier than
 * another: the WAL from the copy's start to its end, which is copied too, makes all of it what it was at the end.
 */
final class ServerFiles {
    /** The data folder's name in a backup. */
    static final String FOLDER = "data";

    private static final Path LABEL = Path.of("backup_label");

    private final Database database;
    private final Path data;
    private final Path target;
    private final List<StoredFile> stored = new ArrayList<>();

    private ServerFiles(Database database, Path data, Path target) {
        this.database = database;
        this.data = data;
        this.target = target;
    }

    /**
     * @param data the server's data folder
     * @param backup the folder to fill
     */
    static Content copy(Database database, Path data, Path backup, Consumer<String> say) throws IOException {
        return new ServerFiles(database, data, backup.resolve(FOLDER)).copy(say);
    }

    private Content copy(Consumer<String> say) throws IOException {
        try (BackupMode mode = BackupMode.begin(database)) {
            DataFolder folder = DataFolder.of(data);
            say.accept("copying " + Manifest.megabytes(folder.bytes()) + " of " + data + " while the server works");
            copyFiles(folder, new CopyProgress("copied", folder.bytes(), say));
            Totals earliest;
            BackupMode.End end;
            try (Snapshot before = Snapshot.of(database)) {
                end = mode.end();
                earliest = before.totals();
            }
            byte[] label = end.label().getBytes(StandardCharsets.UTF_8);
            stored.add(FileCopy.write(target.resolve(LABEL), name(LABEL), label));
            copyWal(mode.segments(end));
            // only now: what was being committed at the end is in the restored copy and has become visible
            try (Snapshot after = Snapshot.of(database)) {
                return new Content(
                        Manifest.Kind.SERVER_FILES,
                        ServerVersion.read(database.client()).major(),
                        mode.startLsn(),
                        end.lsn(),
                        ServerVersion.now(database.client()),
                        earliest,
                        after.totals(),
                        folder.folders().stream().map(ServerFiles::name).toList(),
                        List.copyOf(stored));
            }
        }
    }

    private void copyFiles(DataFolder folder, LongConsumer progress) throws IOException {
        FileCopy.createFolder(target);
        for (Path below : folder.folders()) {
            FileCopy.createFolder(target.resolve(below));
        }
        for (Path file : folder.files()) {
            try {
                stored.add(FileCopy.copy(data.resolve(file), target.resolve(file), name(file), progress));
            } catch (NoSuchFileException e) {
                if (Files.exists(data.resolve(file))) {
                    throw e;
                }
                // its table was dropped meanwhile, which the WAL knows
            }
        }
        byte[] control = readTwice(data.resolve(DataFolder.CONTROL));
        stored.add(FileCopy.write(target.resolve(DataFolder.CONTROL), name(DataFolder.CONTROL), control));
    }

    /** The server rewrites this file now and then, in one write: two looks that agree saw no half of it. */
    private static byte[] readTwice(Path file) throws IOException {
        byte[] before = Files.readAllBytes(file);
        byte[] after = Files.readAllBytes(file);
        while (!Arrays.equals(before, after)) {
            before = after;
            after = Files.readAllBytes(file);
        }
        return after;
    }

    private void copyWal(List<String> segments) throws IOException {
        Path wal = Path.of("pg_wal");
        List<String> names = new ArrayList<>(segments);
        try (Stream<Path> files = Files.list(data.resolve(wal))) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".history"))
                    .forEach(names::add);
        }
        for (String segment : names) {
            Path file = wal.resolve(segment);
            stored.add(FileCopy.copy(data.resolve(file), target.resolve(file), name(file), _ -> {}));
        }
    }

    private static String name(Path file) {
        return FOLDER + "/" + file.toString().replace('\\', '/');
    }
}
