package dev.bursar.cli;

import dev.bursar.catalogue.DefaultCatalogue;
import dev.bursar.database.Database;
import dev.bursar.database.Migration;
import dev.bursar.fault.Exit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Brings the schema to this bursar's version, and loads the default catalogue where there is none. */
@Command(
        name = "migrate",
        description = {"Bring the schema to this bursar's version.", "Loads the default catalogue where there is none."
        })
final class DbMigrate implements Callable<Exit> {
    private record Migrated(String from, String to, int applied, boolean defaultCatalogueLoaded) {}

    private final Invocation invocation;

    DbMigrate(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        Database database = invocation.databaseOfAnySchema();
        Migration migration = database.migrate();
        boolean loaded =
                database.inTransaction(DefaultCatalogue::applyWhereNoneIs).isPresent();
        invocation.output().print(new Migrated(migration.from(), migration.to(), migration.applied(), loaded));
        return Exit.DONE;
    }
}
