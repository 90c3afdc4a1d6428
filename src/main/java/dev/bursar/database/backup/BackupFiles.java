package dev.bursar.database.backup;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * The files of a backup, each of which must be what the manifest says.
 *
 * @param folder the backup's
 */
record BackupFiles(Path folder, Manifest manifest) {

    /** Checks every file's length and fingerprint; throws a fault of exit 4 that names the first that is wrong. */
    void check(Consumer<String> say) {
        say.accept("checking " + manifest.files().size() + " files, " + Manifest.megabytes(manifest.bytes()));
        LongConsumer progress = new CopyProgress("checked", manifest.bytes(), say);
        for (StoredFile file : manifest.files()) {
            Path path = within(folder, file.path());
            try {
                if (!Files.isRegularFile(path)) {
                    throw damaged(file, "is missing");
                }
                if (Files.size(path) != file.bytes()) {
                    throw damaged(file, "has " + Files.size(path) + " bytes instead of " + file.bytes());
                }
                if (!FileCopy.fingerprint(path, progress).equals(file.sha256())) {
                    throw damaged(file, "has other content than was written");
                }
            } catch (IOException e) {
                throw damaged(file, "cannot be read (" + PartialFolder.reason(e) + ")");
            }
        }
    }

    /** Copies a server's files into a data folder that is not there yet. The server itself brings them to disk, before it recovers. */
    void copyInto(Path data, Consumer<String> say) {
        say.accept("copying to " + data);
        LongConsumer progress = new CopyProgress("copied", manifest.bytes(), say);
        try {
            FileCopy.createFolder(data);
            for (String below : manifest.folders()) {
                FileCopy.createFolder(within(data, belowData(below)));
            }
            for (StoredFile file : manifest.files()) {
                Path target = within(data, belowData(file.path()));
                if (!FileCopy.copy(folder.resolve(file.path()), target, file.path(), progress)
                        .equals(file)) {
                    throw damaged(file, "was changed while it was copied");
                }
            }
        } catch (IOException e) {
            throw Fault.failed(
                    FaultCode.RESTORE_FAILED,
                    "the files cannot be copied: " + PartialFolder.reason(e) + "; nothing was restored",
                    "Make room or grant the right to write there (df -h, ls -ld), then repeat the command.",
                    e);
        }
    }

    /** A manifest that somebody tampered with must not write elsewhere. */
    private Path within(Path root, String path) {
        Path inside = root.resolve(path).normalize();
        if (!inside.startsWith(root) || inside.equals(root)) {
            throw outside(path);
        }
        return inside;
    }

    private String belowData(String path) {
        if (!path.startsWith(ServerFiles.FOLDER + "/")) {
            throw outside(path);
        }
        return path.substring(ServerFiles.FOLDER.length() + 1);
    }

    private Fault outside(String path) {
        return Fault.refused(
                FaultCode.BACKUP_DAMAGED,
                folder.resolve(Manifest.NAME) + " names " + path + ", which is outside; nothing was restored",
                "Take another backup, or another copy of this one.");
    }

    private Fault damaged(StoredFile file, String problem) {
        return Fault.refused(
                FaultCode.BACKUP_DAMAGED,
                "the backup is damaged: " + folder.resolve(file.path()) + " " + problem + "; nothing was restored",
                "Take another copy of it, or another backup.");
    }
}
