package dev.bursar.cli;

import dev.bursar.catalogue.DefaultCatalogue;
import dev.bursar.database.Database;
import dev.bursar.database.Migration;
import dev.bursar.fault.Exit;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Brings the schema to this bursar's version, and loads the default catalogue where there is none. */
@Command(
        name = "migrate",
        description = {"Bring the schema to this bursar's version.", "Loads the default catalogue where there is none."
        })
final class DbMigrate implements Callable<Exit> {
    private record Missing(@Nullable String from, List<String> pending, boolean dryRun) {}

    private record Migrated(@Nullable String from, String to, int applied, boolean defaultCatalogueLoaded) {}

    private final Invocation invocation;

    @Option(names = "--dry-run", description = "Name the files that would be executed, and execute none.")
    private boolean dryRun;

    DbMigrate(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        Database database = invocation.databaseOfAnySchema();
        if (dryRun) {
            invocation
                    .output()
                    .print(new Missing(orNone(database.schemaVersion()), database.pendingMigrations(), true));
            invocation.note("Dry run: nothing was changed.");
            return Exit.DONE;
        }
        Migration migration = database.migrate();
        boolean loaded =
                database.inTransaction(DefaultCatalogue::applyWhereNoneIs).isPresent();
        invocation.output().print(new Migrated(orNone(migration.from()), migration.to(), migration.applied(), loaded));
        return Exit.DONE;
    }

    /** A version; where there was none, people read so and programs get null. */
    private @Nullable String orNone(String version) {
        return version.isEmpty() ? invocation.output().isForPeople() ? "none" : null : version;
    }
}
