package dev.bursar.cli;

import dev.bursar.database.Database;
import dev.bursar.fault.Fault;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The server, its clock, the schema, and the triggers that keep history as it is. */
final class DoctorDatabase {
    private static final Duration TOLERATED_SKEW = Duration.ofSeconds(5);
    private static final String DISABLED_TRIGGERS = """
            SELECT t.tgname || ' on ' || t.tgrelid::regclass
            FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
            WHERE c.relnamespace = to_regnamespace('bursar') AND NOT t.tgisinternal AND t.tgenabled <> 'A'
              AND t.tgname LIKE '%never_changes'
            ORDER BY 1
            """;

    private DoctorDatabase() {}

    static List<DoctorFinding> findings(Invocation invocation) {
        if (invocation.settings().databaseUrl().isEmpty()
                && !DbStatus.embedded(invocation).status().running()) {
            return List.of(DoctorFinding.note(
                    "database", "the embedded server is stopped", "'bursar db start' starts it, to look further."));
        }
        List<DoctorFinding> findings = new ArrayList<>();
        try {
            Database database = invocation.databaseOfAnySchema();
            JdbcClient client = database.client();
            String version =
                    client.sql("SHOW server_version").query(String.class).single();
            findings.add(DoctorFinding.well("database", "PostgreSQL " + version + " at " + database.url()));
            findings.add(dump(Integer.parseInt(version.replaceFirst("\\D.*", ""))));
            findings.add(clock(client));
            findings.add(schema(database));
            findings.add(triggers(client));
            if (database.hasCurrentSchema()) {
                findings.addAll(DoctorSchedules.standings(invocation.settings(), client));
                findings.addAll(DoctorOperations.findings(database));
            }
        } catch (Fault fault) {
            findings.add(DoctorFinding.wrong("database", fault.getMessage(), fault.hint()));
        }
        return findings;
    }

    /** pg_dump refuses a server that is newer than itself. */
    private static DoctorFinding dump(int server) {
        return DoctorMachine.majorVersionOf("pg_dump")
                .filter(client -> client < server)
                .map(client -> DoctorFinding.note(
                        "pg_dump and server",
                        "pg_dump " + client + " cannot read a server of version " + server,
                        "Install the client programs of PostgreSQL " + server + " to make dumps."))
                .orElseGet(() -> DoctorFinding.well("pg_dump and server", "fit"));
    }

    private static DoctorFinding clock(JdbcClient client) {
        Instant server = client.sql("SELECT clock_timestamp()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
        Duration skew = Duration.between(server, Instant.now()).abs();
        return skew.compareTo(TOLERATED_SKEW) <= 0
                ? DoctorFinding.well("clock", "within " + Math.max(1, skew.toSeconds()) + " s of the database's")
                : DoctorFinding.wrong(
                        "clock",
                        skew.toSeconds() + " s away from the database's",
                        "Let NTP set both machines' clocks.");
    }

    private static DoctorFinding schema(Database database) {
        try {
            database.requireCurrentSchema();
            return DoctorFinding.well("schema", "version " + database.schemaVersion());
        } catch (Fault fault) {
            return DoctorFinding.wrong("schema", fault.getMessage(), fault.hint());
        }
    }

    private static DoctorFinding triggers(JdbcClient client) {
        List<String> disabled =
                client.sql(DISABLED_TRIGGERS).query(String.class).list();
        return disabled.isEmpty()
                ? DoctorFinding.well("triggers", "history refuses every change")
                : DoctorFinding.wrong(
                        "triggers",
                        "not always on: " + String.join(", ", disabled),
                        "ALTER TABLE … ENABLE ALWAYS TRIGGER …, and find out who switched them off.");
    }
}
