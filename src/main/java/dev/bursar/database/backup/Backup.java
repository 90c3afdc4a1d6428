package dev.bursar.database.backup;

import dev.bursar.config.Settings;
import dev.bursar.database.Database;
import dev.bursar.database.EmbeddedServer;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Makes a backup of the database while everybody works: of the embedded server its files, of an operator's own server a dump.
 * The schema may be of another version than this bursar, since before a migration is when a backup is wanted.
 */
public final class Backup {
    private static final long SPARE_BYTES = 64L << 20; // WAL that is written meanwhile
    private static final String GRANTS = """
            SELECT format('GRANT %I TO %I;', r.rolname, member.rolname)
            FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid JOIN pg_roles member ON member.oid = m.member
            WHERE r.rolname IN ('bursar_app', 'bursar_readonly') AND NOT member.rolsuper
            ORDER BY 1
            """;

    private final Database database;
    private final Settings settings;
    private final Consumer<String> say;

    /** @param say takes what an operator may read while waiting */
    public Backup(Database database, Settings settings, Consumer<String> say) {
        this.database = database;
        this.settings = settings;
        this.say = say;
    }

    /**
     * What a backup would be made of.
     *
     * @param bytes to be copied, about; 0 for a dump, whose size nobody knows before
     */
    public record Prospect(Manifest.Kind kind, Path folder, String postgres, String schemaVersion, long bytes) {}

    /** Checks everything that {@link #make} checks before it writes, and throws the same faults. */
    public Prospect look(Path folder, String path) {
        return attempt(folder, () -> {
            String schema = requireSchema();
            ServerVersion server = ServerVersion.read(database.client());
            PartialFolder.requireRoomFor(folder);
            if (isEmbedded()) {
                long bytes = DataFolder.of(dataFolder()).bytes();
                requireSpace(folder, bytes);
                return new Prospect(Manifest.Kind.SERVER_FILES, folder, server.text(), schema, bytes);
            }
            ClientProgram.require("pg_dump", path, server.major(), "the server");
            return new Prospect(Manifest.Kind.DUMP, folder, server.text(), schema, 0);
        });
    }

    /**
     * Makes a backup.
     *
     * @param folder absent or empty, absolute
     * @param path the PATH on which client programs are looked for
     * @param bursar the version of bursar
     * @return its manifest; throws a fault of exit 4 if something is in the folder already, of exit 1 if it cannot be made,
     *     and then nothing has the folder's name
     */
    public Manifest make(Path folder, String path, String bursar) {
        look(folder, path);
        return attempt(folder, () -> {
            try (PartialFolder partial = PartialFolder.of(folder)) {
                Content content = isEmbedded()
                        ? ServerFiles.copy(database, dataFolder(), partial.path(), say)
                        : Dump.write(database, partial.path(), path, say);
                Manifest manifest = describe(content, bursar);
                manifest.write(partial.path());
                partial.finish();
                remember(folder, manifest);
                return manifest;
            }
        });
    }

    private Manifest describe(Content content, String bursar) {
        JdbcClient client = database.client();
        return new Manifest(
                content.kind(),
                content.takenAt(),
                bursar,
                ServerVersion.read(client).text(),
                content.tool(),
                Manifest.thisMachine(),
                systemIdentifier(client),
                requireSchema(),
                content.startLsn(),
                content.endLsn(),
                content.earliest(),
                content.latest(),
                client.sql(GRANTS).query(String.class).list(),
                content.folders(),
                content.files());
    }

    /** For doctor; a schema from before this table is backed up all the same. */
    private void remember(Path folder, Manifest manifest) {
        boolean isKept = database.client()
                .sql("SELECT to_regclass('bursar.backup_taken') IS NOT NULL")
                .query(Boolean.class)
                .single();
        if (isKept) {
            database.client()
                    .sql(
                            "INSERT INTO bursar.backup_taken (taken_at, kind, folder, bytes, actor) VALUES (?, ?, ?, ?, acting())")
                    .param(manifest.takenAt().atOffset(ZoneOffset.UTC))
                    .param(manifest.kind().word())
                    .param(folder.toString())
                    .param(manifest.bytes())
                    .update();
        }
    }

    /** Empty where the login may not ask, as on hosted servers. */
    private static String systemIdentifier(JdbcClient client) {
        boolean may = client.sql("SELECT has_function_privilege('pg_catalog.pg_control_system()', 'EXECUTE')")
                .query(Boolean.class)
                .single();
        return may
                ? client.sql("SELECT system_identifier::text FROM pg_control_system()")
                        .query(String.class)
                        .single()
                : "";
    }

    private boolean isEmbedded() {
        return settings.databaseUrl().isEmpty();
    }

    private Path dataFolder() {
        return EmbeddedServer.of(settings.home()).status().data();
    }

    private String requireSchema() {
        String version = database.schemaVersion();
        if (version.isEmpty()) {
            throw Fault.refused(
                    FaultCode.SCHEMA_TOO_OLD,
                    "the database has no schema bursar: there is nothing to back up",
                    "Run 'bursar db migrate', or name another database.");
        }
        return version;
    }

    private static void requireSpace(Path folder, long bytes) throws IOException {
        Path existing = folder;
        while (!Files.exists(existing)) {
            existing = Objects.requireNonNull(existing.getParent());
        }
        FileStore store = Files.getFileStore(existing);
        if (store.getUsableSpace() < bytes + SPARE_BYTES) {
            throw Fault.failed(
                    FaultCode.OUTPUT_FAILED,
                    "the backup needs about " + Manifest.megabytes(bytes + SPARE_BYTES) + ", and " + existing
                            + " has room for " + Manifest.megabytes(store.getUsableSpace())
                            + "; nothing was written",
                    "Make room there, or name a folder on another disk.");
        }
    }

    private <T> T attempt(Path folder, Work<T> work) {
        try {
            return work.call();
        } catch (IOException e) {
            throw Fault.failed(
                    FaultCode.OUTPUT_FAILED,
                    "the backup " + folder + " cannot be written: " + PartialFolder.reason(e) + "; no backup was made",
                    "Make room or grant the right to write there (df -h, ls -ld), then repeat the command.",
                    e);
        }
    }

    @FunctionalInterface
    private interface Work<T> {
        T call() throws IOException;
    }
}
