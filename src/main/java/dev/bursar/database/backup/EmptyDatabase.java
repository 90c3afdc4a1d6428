package dev.bursar.database.backup;

import dev.bursar.database.Database;
import dev.bursar.database.Statements;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A database of an operator's own server into which a dump goes.
 *
 * @param database with nothing in it
 */
record EmptyDatabase(Database database) {
    private static final String CONTENT = """
            SELECT format('schema %I', nspname) FROM pg_namespace
            WHERE nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast', 'public') AND nspname !~ '^pg_(toast_)?temp_'
            UNION ALL
            SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = 'public'
            ORDER BY 1 LIMIT 3
            """;

    /** Throws a fault of exit 4 unless the database is empty and its server can take what the backup's server had. */
    static EmptyDatabase require(Database database, Manifest manifest) {
        if (manifest.kind() != Manifest.Kind.DUMP) {
            throw Fault.refused(
                    FaultCode.BACKUP_DOES_NOT_FIT,
                    "the backup is the files of an embedded server, and DATABASE_URL names another; nothing was restored",
                    "Give --into FOLDER, or unset DATABASE_URL (and database-url in bursar.yaml).");
        }
        List<String> content =
                database.client().sql(CONTENT).query(String.class).list();
        if (!content.isEmpty()) {
            throw Fault.refused(
                    FaultCode.NOT_EMPTY,
                    database.url() + " is not empty: it has " + String.join(", ", content) + "; nothing was restored",
                    "Create a database for it and name that: a restore never overwrites anything.");
        }
        int server = ServerVersion.read(database.client()).major();
        int theirs = Integer.parseInt(manifest.postgres().replaceFirst("\\D.*", ""));
        if (server < theirs) {
            throw Fault.refused(
                    FaultCode.BACKUP_DOES_NOT_FIT,
                    "the dump is of PostgreSQL " + theirs + ", and " + database.url() + " is on PostgreSQL " + server
                            + "; nothing was restored",
                    "Restore it into a server of version " + theirs + " or newer.");
        }
        return new EmptyDatabase(database);
    }

    /** Roles are the server's and in no dump; throws a fault of exit 4 with the statements if this login may not create them. */
    void createRoles() {
        database.requireRoles();
        database.client().sql(Statements.read("migrations/V0001__roles.sql")).update();
    }

    /** What bursar's roles may do, as after a migration; a schema of an older bursar gets it from its next migration. */
    void grant() {
        if (database.hasCurrentSchema()) {
            JdbcClient client = database.client();
            client.sql(Statements.read("migrations/afterMigrate.sql")).update();
        }
    }
}
