package dev.bursar.database.backup;

import dev.bursar.config.Settings;
import dev.bursar.database.Database;
import dev.bursar.database.RestoredServer;
import dev.bursar.database.SessionLock;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Brings a backup back where nothing is yet: the files of an embedded server into a home without data, a dump into an empty
 * database. Every file is checked against its fingerprint first, and the ledger against the manifest last.
 */
public final class Restore {
    private final Path folder;
    private final Manifest manifest;
    private final BackupFiles files;
    private final Consumer<String> say;

    private Restore(Path folder, Manifest manifest, Consumer<String> say) {
        this.folder = folder;
        this.manifest = manifest;
        this.files = new BackupFiles(folder, manifest);
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

    /** Everything that {@link #intoHome} checks before it writes. */
    public void checkHome(Path home) {
        requireFits(home);
        files.check(say);
    }

    /** Everything that {@link #intoDatabase} checks before it writes. */
    public void checkDatabase(Database database, String path) {
        EmptyDatabase.require(database, manifest);
        ClientProgram.require("pg_restore", path, manifest.tool(), "the dump");
        files.check(say);
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
            files.copyInto(server.data(), say);
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
     *     be restored. A node or command that waits for the schema is refused until the first act is done
     */
    public Verification intoDatabase(Database database, String path, FirstAct first) {
        EmptyDatabase target = EmptyDatabase.require(database, manifest);
        ClientProgram program = ClientProgram.require("pg_restore", path, manifest.tool(), "the dump");
        files.check(say);
        say.accept("restoring into " + database.url() + " with " + program.version());
        try (SessionLock _ = SessionLock.take(database, SessionLock.RESTORE).orElseThrow(() -> another(database))) {
            load(program, target, database);
            target.grant();
            first.in(database);
        }
        say.accept("verifying schema, totals and invariants");
        return Verification.of(database, manifest, "it stays in " + database.url());
    }

    private static Fault another(Database database) {
        return Fault.refused(
                FaultCode.ALREADY_RUNNING,
                "another restore into " + database.url() + " is at work; nothing was restored",
                "Wait until it has ended.");
    }

    private void load(ClientProgram program, EmptyDatabase target, Database database) {
        target.createRoles();
        program.run(
                database.url(),
                "nothing was restored",
                "--exit-on-error",
                "--single-transaction",
                "--no-owner",
                "--no-privileges", // of roles that may not be here; bursar's own are granted below
                folder.resolve(Dump.FILE).toString());
    }
}
