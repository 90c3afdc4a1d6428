package dev.bursar.database.backup;

import dev.bursar.database.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.Consumer;

/** The schema bursar of an operator's own server, as pg_dump writes it, at one moment. */
final class Dump {
    /** Its name in a backup. */
    static final String FILE = "bursar.dump";

    private Dump() {}

    /**
     * @param backup the folder to fill
     * @param path the PATH on which pg_dump is looked for
     */
    static Content write(Database database, Path backup, String path, Consumer<String> say) throws IOException {
        ServerVersion server = ServerVersion.read(database.client());
        ClientProgram program = ClientProgram.require("pg_dump", path, server.major(), "the server");
        say.accept("dumping the schema bursar of " + database.url() + " with " + program.version());
        Path file = backup.resolve(FILE);
        try (Snapshot moment = Snapshot.of(database)) {
            Totals totals = moment.totals();
            program.run(
                    database.url(),
                    "no backup was made",
                    "--format=custom",
                    "--schema=bursar",
                    "--snapshot=" + moment.exported(),
                    "--lock-wait-timeout=60000", // milliseconds: a migration may be at work
                    "--file=" + file);
            return new Content(
                    Manifest.Kind.DUMP,
                    program.majorVersion(),
                    "",
                    "",
                    ServerVersion.now(database.client()),
                    totals,
                    totals,
                    List.of(),
                    List.of(stored(file)));
        }
    }

    private static StoredFile stored(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return new StoredFile(FILE, Files.size(file), FileCopy.fingerprint(file, _ -> {}));
    }
}
