package dev.bursar.cli;

import dev.bursar.catalogue.ApplyCatalogue;
import dev.bursar.catalogue.CatalogueFile;
import dev.bursar.database.Database;
import dev.bursar.database.Migration;
import dev.bursar.database.Statements;
import dev.bursar.fault.Exit;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine.Command;

/** Brings the schema to this bursar's version, and loads the default catalogue where there is none. */
@Command(
        name = "migrate",
        description = {"Bring the schema to this bursar's version.", "Loads the default catalogue where there is none."
        })
final class DbMigrate implements Callable<Exit> {
    private static final String DEFAULT_CATALOGUE = "migrations/default-catalogue.yaml";

    private record Migrated(String from, String to, int applied, boolean defaultCatalogueLoaded) {}

    private final Invocation invocation;

    DbMigrate(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        Database database = invocation.databaseOfAnySchema();
        Migration migration = database.migrate();
        boolean loaded = database.inTransaction(DbMigrate::loadDefaultCatalogue);
        invocation.output().print(new Migrated(migration.from(), migration.to(), migration.applied(), loaded));
        return Exit.DONE;
    }

    private static boolean loadDefaultCatalogue(JdbcClient client) {
        boolean isMissing = client.sql("SELECT NOT EXISTS (SELECT FROM catalogue_version)")
                .query(Boolean.class)
                .single();
        if (isMissing) {
            byte[] text = Statements.read(DEFAULT_CATALOGUE).getBytes(StandardCharsets.UTF_8);
            new ApplyCatalogue(client).apply(CatalogueFile.of(DEFAULT_CATALOGUE, text), Optional.empty());
        }
        return isMissing;
    }
}
