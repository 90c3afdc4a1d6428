package dev.bursar.database.backup;

import dev.bursar.config.Settings;
import dev.bursar.database.Database;
import dev.bursar.database.RestoredServer;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Brings a backup back where nothing is yet: the files of an embedded server into a home without data, a dump into an empty
 * database. Every file is checked against its fingerprint first, and the ledger against the manifest last.
 */
public final class Restore {
    private final Path folder;
    private final Manifest manifest;
    private final Consumer<String> say;

    private Restore(Path folder, Manifest manifest, Consumer<String> say) {
        this.folder = folder;
        this.manifest = manifest;
        this.say = say;
    }

    /**
     * What is done in a restored database before anybody else can reach it: what keeps it from acting like the original.
     */
    @FunctionalInterface
    public interface FirstAct {
        /** @param database with the schema of the backup */
        void in(Database database);
    }

    /**
     * Reads a backup's manifest, and whether this bursar can bring it back.
     *
     * @param folder absolute
     * @param say takes what an operator may read while waiting
     * @return the restore to be made; throws a fault of exit 2 if there is no folder, of exit 4 if it is no whole backup or a newer
     *     bursar made it
     */
    public static Restore of(Path folder, Consumer<String> say) {
        Manifest manifest = Manifest.read(folder);
        if (manifest.schemaVersion().compareTo(Database.packagedSchemaVersion()) > 0) {
            throw Fault.refused(
                    FaultCode.SCHEMA_TOO_NEW,
                    "the backup's schema is at version " + manifest.schemaVersion() + ", newer than this bursar's "
                            + Database.packagedSchemaVersion() + "; nothing was restored",
                    "Use the bursar that made it, " + manifest.bursar() + ", or a newer one.");
        }
        return new Restore(folder, manifest, say);
    }

    public Manifest manifest() {
        return manifest;
    }

    /** Checks every file's length and fingerprint; throws a fault of exit 4 that names the first that is wrong. */
    private void checkFiles() {
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

    /** Everything that {@link #intoHome} checks before it writes. */
    public void checkHome(Path home) {
        requireFits(home);
        checkFiles();
    }

    /** Everything that {@link #intoDatabase} checks before it writes. */
    public void checkDatabase(Database database, String path) {
        EmptyDatabase.require(database, manifest);
        ClientProgram.require("pg_restore", path, manifest.tool(), "the dump");
        checkFiles();
    }

    /** Throws a fault of exit 4 unless the backup is the files of a server that this bursar can run in a home without data. */
    private void requireFits(Path home) {
        RestoredServer.requireNoData(home);
        if (manifest.kind() != Manifest.Kind.SERVER_FILES) {
            throw Fault.refused(
                    FaultCode.BACKUP_DOES_NOT_FIT,
                    "the backup is a dump, and the embedded server has no pg_restore; nothing was restored",
                    "Name an empty database with --database-url or DATABASE_URL.");
        }
        if (!manifest.machine().equals(Manifest.thisMachine())) {
            throw Fault.refused(
                    FaultCode.BACKUP_DOES_NOT_FIT,
                    "the backup's files are of a server on " + manifest.machine() + ", and this machine is "
                            + Manifest.thisMachine() + "; nothing was restored",
                    "Restore it on a machine of its own kind.");
        }
        int embedded = RestoredServer.majorVersion();
        if (manifest.tool() != embedded) {
            throw Fault.refused(
                    FaultCode.BACKUP_DOES_NOT_FIT,
                    "the backup's files are of PostgreSQL " + manifest.tool() + ", and this bursar embeds " + embedded
                            + ", which cannot read them; nothing was restored",
                    "Use the bursar that made it, " + manifest.bursar() + ".");
        }
    }

    /**
     * Restores the files of an embedded server.
     *
     * @param home a home without data
     * @return what was verified; throws a fault of exit 4 if home or backup do not allow it, and of exit 1 if it cannot be
     *     recovered or is another ledger, and then the home has no data
     */
    public Verification intoHome(Path home, Settings settings, FirstAct first) {
        checkHome(home);
        try (RestoredServer server = RestoredServer.in(home)) {
            copyInto(server.data());
            say.accept("recovering to " + manifest.endLsn());
            Verification found;
            try (Database database = Database.at(server.recover(), settings)) {
                say.accept("verifying schema, totals and invariants");
                found = Verification.of(database, manifest, "nothing was restored");
                first.in(database);
            }
            server.moveIn();
            return found;
        }
    }

    /**
     * Restores a dump.
     *
     * @param database empty
     * @param path the PATH on which pg_restore is looked for
     * @return what was verified; throws a fault of exit 4 if the database is not empty or a file is damaged, of exit 1 if it cannot
     *     be restored
     */
    public Verification intoDatabase(Database database, String path, FirstAct first) {
        EmptyDatabase target = EmptyDatabase.require(database, manifest);
        ClientProgram program = ClientProgram.require("pg_restore", path, manifest.tool(), "the dump");
        checkFiles();
        say.accept("restoring into " + database.url() + " with " + program.version());
        target.createRoles();
        program.run(
                database.url(),
                "nothing was restored",
                "--exit-on-error",
                "--single-transaction",
                "--no-owner",
                "--no-privileges", // of roles that may not be here; bursar's own are granted below
                folder.resolve(Dump.FILE).toString());
        target.grant();
        first.in(database);
        say.accept("verifying schema, totals and invariants");
        return Verification.of(database, manifest, "it stays in " + database.url());
    }

    /** The server itself brings them to disk, before it recovers. */
    private void copyInto(Path data) {
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
