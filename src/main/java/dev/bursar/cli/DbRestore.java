package dev.bursar.cli;

import dev.bursar.database.Database;
import dev.bursar.database.DatabaseUrl;
import dev.bursar.database.backup.Manifest;
import dev.bursar.database.backup.Restore;
import dev.bursar.database.backup.Verification;
import dev.bursar.fault.Exit;
import dev.bursar.flags.Maintenance;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings a backup back where nothing is yet. */
@Command(
        name = "restore",
        description = {
            "Bring a backup back where nothing is yet, check it, and leave it in maintenance.",
            "The files of an embedded server go into a BURSAR_HOME without data; a dump goes into the empty database that",
            "DATABASE_URL names, by the pg_restore on the PATH. Every file is checked before, and schema, totals and",
            "invariants after. The copy is in maintenance, so that its schedules wait until somebody says",
            "bursar maintenance off. Exit 3 if the restored ledger breaks an invariant."
        })
final class DbRestore implements Callable<Exit> {
    private final Invocation invocation;

    @Parameters(index = "0", paramLabel = "DIR", description = "What db backup made.")
    private Path folder = Path.of("");

    @Option(
            names = "--into",
            paramLabel = "FOLDER",
            description = "Another BURSAR_HOME for the copy; whatever DATABASE_URL says.")
    private @Nullable Path into;

    @Option(names = "--dry-run", description = "Check the backup and where it would go; restore nothing.")
    private boolean dryRun;

    DbRestore(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        Path backup = folder.toAbsolutePath().normalize();
        Restore restore = Restore.of(backup, invocation::note);
        String reason = "restored from " + backup + " on " + Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Restore.FirstAct first = database -> database.inTransaction(client -> new Maintenance(client).onCopy(reason));
        String path = invocation.variable("PATH").orElse("");
        Optional<DatabaseUrl> url =
                into == null ? invocation.settings().databaseUrl().map(DatabaseUrl::parse) : Optional.empty();
        if (url.isPresent()) {
            try (Database database = Database.at(url.get(), invocation.settings())) {
                if (dryRun) {
                    restore.checkDatabase(database, path);
                    return rehearsed(restore.manifest(), url.get().toString());
                }
                return restored(restore.manifest(), url.get().toString(), restore.intoDatabase(database, path, first));
            }
        }
        Path home = into == null
                ? invocation.settings().home()
                : into.toAbsolutePath().normalize();
        if (dryRun) {
            restore.checkHome(home);
            return rehearsed(restore.manifest(), home.toString());
        }
        return restored(restore.manifest(), home.toString(), restore.intoHome(home, invocation.settings(), first));
    }

    private Exit rehearsed(Manifest manifest, String target) {
        Output output = invocation.output();
        if (output.isForPeople()) {
            output.say("The backup of " + manifest.takenAt() + " is whole ("
                    + manifest.files().size() + " files, " + Manifest.megabytes(manifest.bytes())
                    + ") and can be restored into " + target + ".");
            output.say("Dry run: nothing was restored.");
        } else {
            Map<String, Object> answer = about(manifest, target);
            answer.put("dryRun", true);
            output.print(answer);
        }
        return Exit.DONE;
    }

    private Exit restored(Manifest manifest, String target, Verification found) {
        Output output = invocation.output();
        if (output.isForPeople()) {
            output.say("Restored the backup of " + manifest.takenAt() + " into " + target + ".");
            output.say("Verified: " + manifest.files().size() + " files by SHA-256; schema " + found.schemaVersion()
                    + "; " + found.totals()
                    + (found.isExact() ? ", exactly the backup's; " : ", within the backup's (it was written to); ")
                    + (found.broken().isEmpty()
                            ? "invariants I1 to I10 hold."
                            : "but invariants are broken: " + found.brokenInWords() + "."));
            manifest.grants().forEach(grant -> output.say("A login had a role of bursar there: " + grant));
            output.say("It is in maintenance, so that its schedules wait, and tells no sink of its alerts.");
            output.say("Next: " + (into == null ? "" : "BURSAR_HOME=" + target + " ")
                    + "bursar maintenance off lets them go on, once nothing else works on the original.");
        } else {
            Map<String, Object> answer = about(manifest, target);
            answer.put("customers", found.totals().customers());
            answer.put("entries", found.totals().entries());
            answer.put("balanceMillicredits", found.totals().balanceMillicredits());
            answer.put("exact", found.isExact());
            answer.put("brokenInvariants", found.broken());
            answer.put("maintenance", true);
            output.print(answer);
        }
        return found.broken().isEmpty() ? Exit.DONE : Exit.ANSWER_IS_NO;
    }

    private static Map<String, Object> about(Manifest manifest, String target) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("target", target);
        answer.put("kind", manifest.kind().word());
        answer.put("takenAt", manifest.takenAt());
        answer.put("postgres", manifest.postgres());
        answer.put("schemaVersion", manifest.schemaVersion());
        answer.put("files", manifest.files().size());
        answer.put("bytes", manifest.bytes());
        return answer;
    }
}
