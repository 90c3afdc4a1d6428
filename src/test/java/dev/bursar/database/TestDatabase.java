package dev.bursar.database;

import dev.bursar.config.Setting;
import dev.bursar.config.Settings;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A fresh database of a test's own on the suite's server, dropped at the end:
 *
 * <pre>{@code
 * @AutoClose final TestDatabase database = TestDatabase.migrated();
 * }</pre>
 *
 * It is cloned from a migrated template, which takes a tenth of a second.
 */
public final class TestDatabase implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Set<String> TEMPLATES = new HashSet<>();

    private final TestServer server;
    private final DatabaseUrl url;
    private final Database database;

    private TestDatabase(TestServer server, DatabaseUrl url) {
        this.server = server;
        this.url = url;
        this.database = Database.open(settings(Map.of()));
    }

    /** With bursar's schema, on the version that bursar embeds. */
    public static TestDatabase migrated() {
        return migrated(TestServer.EMBEDDED);
    }

    /** With bursar's schema, on a server of choice. */
    public static TestDatabase migrated(TestServer server) {
        return create(server, clone(template(server)));
    }

    /** Without any schema. */
    public static TestDatabase empty() {
        return empty(TestServer.EMBEDDED);
    }

    /** Without any schema, on a server of choice. */
    public static TestDatabase empty(TestServer server) {
        return create(server, "");
    }

    /** A second database with the same content; nobody may be connected to this one but through {@link #client()}. */
    public TestDatabase copy() {
        database.close();
        return create(server, clone(url.database()));
    }

    /** Its files are copied as they stand: the default writes each of their pages to the log as well. */
    private static String clone(String database) {
        return "TEMPLATE " + database + " STRATEGY FILE_COPY";
    }

    private static TestDatabase create(TestServer server, String clause) {
        String name = "test_" + ProcessHandle.current().pid() + "_" + NUMBER.incrementAndGet();
        TestServer.execute(server.url(), List.of("CREATE DATABASE " + name + " " + clause));
        DatabaseUrl url = server.url().withDatabase(name);
        if (!clause.isEmpty()) {
            setApart(url);
        }
        return new TestDatabase(server, url);
    }

    /**
     * Gives the runs of a migrated database ids of their own. Spring Batch keeps what is at work in maps of the process, by the
     * ids of its rows: bursar has one database in a process, but tests that run at once have many.
     */
    public static void setApart(DatabaseUrl url) {
        long first = NUMBER.incrementAndGet() * 1_000_000L;
        var _ = TestServer.query(
                url,
                "SELECT setval('bursar.batch_job_execution_seq', %1$d)::text || setval('bursar.batch_step_execution_seq', %1$d)"
                        .formatted(first));
    }

    /** Migrated once in a suite; the next suite migrates anew. */
    private static synchronized String template(TestServer server) {
        String name = "test_" + ProcessHandle.current().pid() + "_template";
        if (TEMPLATES.add(server + name)) {
            TestServer.execute(server.url(), List.of("DROP DATABASE IF EXISTS " + name, "CREATE DATABASE " + name));
            Migrator.migrate(Connections.forMigration(server.url().withDatabase(name)));
        }
        return name;
    }

    /** The database; its {@link Database#client()} is one connection, for tests of a single thread. */
    public Database database() {
        return database;
    }

    /** Statements as the owner. */
    public JdbcClient client() {
        return database.client();
    }

    /** As a second command would see it: connections of its own, with its own environment. The caller closes it. */
    public Database open(Map<Setting, String> environment) {
        return Database.open(settings(environment));
    }

    /** Settings that name this database, with more as if from the environment. */
    public Settings settings(Map<Setting, String> environment) {
        return Settings.load(Map.of(), variables(environment), Optional.empty());
    }

    /** The environment of a command on this database. */
    public Map<String, String> variables(Map<Setting, String> environment) {
        Map<String, String> variables = new HashMap<>();
        environment.forEach((setting, value) -> variables.put(setting.name(), value));
        variables.put(Setting.DATABASE_URL.name(), url.libpqUrl());
        return variables;
    }

    public DatabaseUrl url() {
        return url;
    }

    /** Whether anybody may connect from now on; who is connected stays so. */
    public void allowConnections(boolean allowed) {
        TestServer.execute(server.url(), List.of("ALTER DATABASE " + url.database() + " ALLOW_CONNECTIONS " + allowed));
    }

    @Override
    public void close() {
        database.close();
        TestServer.execute(server.url(), List.of("DROP DATABASE IF EXISTS " + url.database() + " WITH (FORCE)"));
    }
}
