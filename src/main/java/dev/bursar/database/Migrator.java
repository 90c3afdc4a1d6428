package dev.bursar.database;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.sql.SQLException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Brings the schema {@code bursar} to the version of this bursar, with Flyway. */
final class Migrator {
    private static final int OLDEST_SERVER = 15;
    private static final String ROLES_MISSING =
            "SELECT NOT (SELECT count(*) = 2 FROM pg_roles WHERE rolname IN ('bursar_app', 'bursar_readonly'))"
                    + " AND NOT EXISTS (SELECT FROM pg_roles WHERE rolname = current_user AND (rolsuper OR rolcreaterole))";

    private Migrator() {}

    /** @param connections as {@link Connections#forMigration} makes them */
    static Migration migrate(Connections connections) {
        SingleConnectionDataSource first = new SingleConnectionDataSource(connections.open(), true);
        try {
            JdbcClient client = JdbcClient.create(first);
            requireServer(client);
            requireRights(client);
            Schema.requireNotNewer(Schema.standing(client));
        } finally {
            first.destroy();
        }
        try {
            MigrateResult result = flyway(connections).migrate();
            String from = result.initialSchemaVersion == null ? "" : result.initialSchemaVersion;
            String to = result.targetSchemaVersion == null ? from : result.targetSchemaVersion;
            return new Migration(from, to, result.migrationsExecuted);
        } catch (FlywayException e) {
            throw explained(e);
        }
    }

    private static Flyway flyway(Connections connections) {
        return Flyway.configure()
                .dataSource(connections.source())
                .locations("classpath:migrations")
                .schemas("bursar")
                .createSchemas(true)
                // each file commits for itself, and CREATE INDEX CONCURRENTLY does not wait for Flyway's own
                // transaction
                .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
                .load();
    }

    private static void requireServer(JdbcClient client) {
        int version = client.sql("SELECT current_setting('server_version_num')::integer / 10000")
                .query(Integer.class)
                .single();
        if (version < OLDEST_SERVER) {
            throw Fault.refused(
                    FaultCode.SERVER_TOO_OLD,
                    "the server is PostgreSQL " + version,
                    "bursar needs PostgreSQL " + OLDEST_SERVER + " or newer.");
        }
    }

    /** Throws a fault of exit 4 with the statements if the roles are absent and this login may not create them. */
    static void requireRoles(JdbcClient client) {
        if (client.sql(ROLES_MISSING).query(Boolean.class).single()) {
            throw Fault.refused(
                    FaultCode.ROLES_ABSENT,
                    "the roles bursar_app and bursar_readonly are absent, and this login may not create roles",
                    "Let a superuser run: CREATE ROLE bursar_app NOLOGIN; CREATE ROLE bursar_readonly NOLOGIN;");
        }
    }

    private static void requireRights(JdbcClient client) {
        requireRoles(client);
        boolean mayCreate = client.sql("SELECT to_regnamespace('bursar') IS NOT NULL"
                        + " OR has_database_privilege(current_database(), 'CREATE')")
                .query(Boolean.class)
                .single();
        if (!mayCreate) {
            String grant = client.sql(
                            "SELECT format('GRANT CREATE ON DATABASE %I TO %I;', current_database(), current_user)")
                    .query(String.class)
                    .single();
            throw Fault.refused(
                    FaultCode.REFUSED,
                    "the schema bursar is absent, and this login may not create it",
                    "Let the owner of the database run: " + grant);
        }
    }

    /** The file and line that Flyway's message names. */
    private static String place(String problem) {
        Matcher script = Pattern.compile("script (\\S+)").matcher(problem);
        Matcher line = Pattern.compile("Line\\s*: (\\d+)").matcher(problem);
        return (script.find() ? script.group(1) : "") + (line.find() ? ", line " + line.group(1) + "," : "");
    }

    private static Fault explained(FlywayException error) {
        String problem = error.getMessage() == null ? error.toString() : error.getMessage();
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return Fault.failed(
                        FaultCode.MIGRATION_FAILED,
                        "the migration " + place(problem) + " failed: "
                                + SqlFaults.translate(sql).getMessage(),
                        "The failed file was rolled back, earlier ones stand; mend the cause and run 'bursar db migrate' again.",
                        error);
            }
        }
        return Fault.failed(
                FaultCode.MIGRATION_FAILED,
                "the schema was not migrated: " + problem.strip(),
                "Nothing was changed; mend the cause and run 'bursar db migrate' again.",
                error);
    }
}
