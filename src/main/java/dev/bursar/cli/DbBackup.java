package dev.bursar.cli;

import dev.bursar.database.backup.Backup;
import dev.bursar.database.backup.Manifest;
import dev.bursar.fault.Exit;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a backup. */
@Command(
        name = "backup",
        description = {
            "Back up the database into a folder of its own, while everybody works.",
            "Of the embedded server its files and WAL; of a server named by DATABASE_URL a dump of the schema bursar, by the",
            "pg_dump on the PATH, which must be as new as the server. DIR must be absent or empty: nothing is overwritten.",
            "The folder holds every balance and the logins' password hashes, no password; only its owner can read it."
        })
final class DbBackup implements Callable<Exit> {
    private final Invocation invocation;

    @Parameters(index = "0", paramLabel = "DIR", description = "The folder to make.")
    private Path folder = Path.of("");

    @Option(names = "--dry-run", description = "Check that it could be made, and write nothing.")
    private boolean dryRun;

    DbBackup(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        Instant began = Instant.now();
        Path target = folder.toAbsolutePath().normalize();
        String path = invocation.variable("PATH").orElse("");
        Backup backup = new Backup(invocation.databaseOfAnySchema(), invocation.settings(), invocation::note);
        if (dryRun) {
            say(backup.look(target, path));
        } else {
            say(target, backup.make(target, path, Version.ofBursar()), Duration.between(began, Instant.now()));
        }
        return Exit.DONE;
    }

    private void say(Backup.Prospect prospect) {
        Output output = invocation.output();
        if (output.isForPeople()) {
            output.say("A backup (" + prospect.kind().word() + ") of PostgreSQL " + prospect.postgres() + ", schema "
                    + prospect.schemaVersion()
                    + (prospect.bytes() == 0 ? "" : ", about " + Manifest.megabytes(prospect.bytes()))
                    + ", can be made in "
                    + prospect.folder() + ".");
            output.say("Dry run: nothing was written.");
            return;
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("folder", prospect.folder().toString());
        answer.put("kind", prospect.kind().word());
        answer.put("postgres", prospect.postgres());
        answer.put("schemaVersion", prospect.schemaVersion());
        answer.put("bytes", prospect.bytes());
        answer.put("dryRun", true);
        output.print(answer);
    }

    private void say(Path target, Manifest manifest, Duration took) {
        Output output = invocation.output();
        if (output.isForPeople()) {
            output.say("Backed up (" + manifest.kind().word() + ") to " + target + ": "
                    + manifest.files().size()
                    + (manifest.files().size() == 1 ? " file, " : " files, ") + Manifest.megabytes(manifest.bytes())
                    + "; schema " + manifest.schemaVersion() + "; " + manifest.latest() + ".");
            output.say("Next: bursar db restore " + target + " --dry-run checks every file of it.");
            return;
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("folder", target.toString());
        answer.put("kind", manifest.kind().word());
        answer.put("takenAt", manifest.takenAt());
        answer.put("postgres", manifest.postgres());
        answer.put("schemaVersion", manifest.schemaVersion());
        answer.put("files", manifest.files().size());
        answer.put("bytes", manifest.bytes());
        answer.put("customers", manifest.latest().customers());
        answer.put("entries", manifest.latest().entries());
        answer.put("balanceMillicredits", manifest.latest().balanceMillicredits());
        answer.put("seconds", took.toMillis() / 1000.0);
        output.print(answer);
    }
}
