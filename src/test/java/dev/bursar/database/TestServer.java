package dev.bursar.database;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * The servers of the test suite: one of each version, started when first asked for, stopped with the JVM. What most tests have no
 * use for they do without: their data stand in memory where there is enough of it, are never synchronised, and a login costs
 * no key derivation.
 */
public enum TestServer {
    /** The version that bursar embeds. */
    EMBEDDED,
    /** The oldest version that bursar supports. */
    OLDEST,
    /** The version that bursar embeds, durable, for tests that kill their server. */
    MORTAL;

    private static final Map<TestServer, DatabaseUrl> STARTED = new EnumMap<>(TestServer.class);

    /** Where its maintenance database is; starts it. */
    DatabaseUrl url() {
        synchronized (STARTED) {
            return STARTED.computeIfAbsent(this, TestServer::start);
        }
    }

    private static DatabaseUrl start(TestServer server) {
        EmbeddedServer embedded = server.embedded();
        DatabaseUrl url = embedded.start().withDatabase("postgres");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            embedded.stop();
            TestServerFolder.leave(server.home());
        }));
        prepare(url);
        if (server == EMBEDDED) { // derived anew, with scram_iterations = 1
            execute(url, List.of("ALTER ROLE bursar PASSWORD '" + url.password().orElseThrow() + "'"));
        }
        return url;
    }

    /** kill -9 of the server's first process; its others end by themselves. */
    public void kill() {
        ProcessHandle first = ProcessHandle.of(embedded().status().pid()).orElseThrow();
        first.destroyForcibly();
        first.onExit().join();
    }

    /** After {@link #kill()}: the same data under the same address, recovered. */
    public void startAgain() {
        DatabaseUrl again = embedded().start().withDatabase("postgres");
        if (!again.libpqUrl().equals(url().libpqUrl())) {
            throw new IllegalStateException(again + " is another address than " + url());
        }
    }

    private EmbeddedServer embedded() {
        return EmbeddedServer.of(home(), archives(), this == MORTAL ? ServerProgram.DURABLE : forgetful());
    }

    private Path home() {
        String name = "test-server-" + name().toLowerCase(Locale.ROOT);
        return this == MORTAL ? TestServerFolder.onDisk(build(), name) : TestServerFolder.inMemory(build(), name);
    }

    private Map<String, String> forgetful() {
        Map<String, String> configuration = new HashMap<>(ServerProgram.DURABLE);
        configuration.put("hba_file", TestServerFolder.plainLogins(build()).toString());
        if (this == EMBEDDED) {
            configuration.put("scram_iterations", "1"); // the oldest server has no such setting
        }
        configuration.put("fsync", "off");
        configuration.put("synchronous_commit", "off");
        configuration.put("full_page_writes", "off");
        configuration.put("max_wal_size", "512MB"); // it stands in memory
        configuration.put("max_connections", "300"); // classes run at once
        return configuration;
    }

    /** Databases that an earlier, killed suite left behind go. */
    private static void prepare(DatabaseUrl url) {
        List<String> leftovers = query(url, "SELECT datname FROM pg_database WHERE datname ~ '^test_\\d+_'").stream()
                .filter(name ->
                        ProcessHandle.of(Long.parseLong(name.split("_", -1)[1])).isEmpty())
                .map(name -> "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)")
                .toList();
        execute(url, leftovers);
    }

    static void execute(DatabaseUrl url, List<String> statements) {
        try (Connection connection = new Connections(url, Map.of()).open();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw SqlFaults.translate(e);
        }
    }

    static List<String> query(DatabaseUrl url, String sql) {
        SingleConnectionDataSource source = new SingleConnectionDataSource(new Connections(url, Map.of()).open(), true);
        try {
            return JdbcClient.create(source).sql(sql).query(String.class).list();
        } finally {
            source.destroy();
        }
    }

    private ClassLoader archives() {
        if (this != OLDEST) {
            return TestServer.class.getClassLoader();
        }
        File folder = new File(System.getProperty(
                "bursar.postgres-oldest", build().resolve("postgres-oldest").toString()));
        List<URL> jars = new ArrayList<>();
        File[] files = folder.listFiles((_, name) -> name.endsWith(".jar"));
        if (files == null || files.length == 0) {
            throw new UncheckedIOException(
                    new IOException(folder + " is empty: run 'mvn process-test-resources' once"));
        }
        for (File file : files) {
            try {
                jars.add(file.toURI().toURL());
            } catch (MalformedURLException e) {
                throw new UncheckedIOException(e);
            }
        }
        // without a parent, so that the newer binaries on the class path are not found first
        return new URLClassLoader(jars.toArray(URL[]::new), null);
    }

    /** Maven's build folder. */
    static Path build() {
        return Path.of(System.getProperty("bursar.build", "target")).toAbsolutePath();
    }
}
