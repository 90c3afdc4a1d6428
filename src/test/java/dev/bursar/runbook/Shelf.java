package dev.bursar.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.cli.CommandLineRun;
import dev.bursar.config.Setting;
import dev.bursar.config.Settings;
import dev.bursar.database.Database;
import dev.bursar.database.DatabaseUrl;
import dev.bursar.database.Statements;
import dev.bursar.database.TestDatabase;
import dev.bursar.operations.BursarProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database with the default catalogue, a folder for runbooks, and the command line at a fixed time. */
final class Shelf implements AutoCloseable {
    private static final String NOW = "2026-11-15T10:00:00Z";

    private final Path folder;
    private final Map<String, String> environment;
    private final Database database;
    private final Runnable end;

    private Shelf(Path folder, Map<String, String> environment, Database database, Runnable end) {
        this.folder = folder;
        this.environment = environment;
        this.database = database;
        this.end = end;
    }

    /** On a database of the suite's server. */
    static Shelf in(Path folder) {
        TestDatabase database = TestDatabase.migrated();
        Shelf shelf = new Shelf(folder, database.variables(settings(folder)), database.database(), database::close);
        assertThat(shelf.bursar("catalogue", "apply", "migrations/default-catalogue.yaml")
                        .exit())
                .isZero();
        return shelf;
    }

    /** On an embedded server of its own, which is stopped at the end. */
    static Shelf embedded(Path folder) {
        Map<String, String> environment = new HashMap<>();
        settings(folder).forEach((setting, value) -> environment.put(setting.name(), value));
        assertThat(CommandLineRun.with(environment, "db", "migrate").exit()).isZero();
        TestDatabase.setApart(DatabaseUrl.parse(
                CommandLineRun.with(environment, "db", "url").stdout().strip()));
        Database database = Database.open(Settings.load(Map.of(), environment, Optional.empty()));
        return new Shelf(folder, environment, database, () -> {
            database.close();
            assertThat(CommandLineRun.with(environment, "db", "stop").exit()).isZero();
        });
    }

    private static Map<Setting, String> settings(Path folder) {
        return Map.of(Setting.BURSAR_HOME, folder.resolve("home").toString(), Setting.BURSAR_CLOCK, NOW);
    }

    /** Writes a runbook with parameters and a body; returns its path. */
    String holds(String name, String parameters, String body) {
        return write(name, "---\ntitle: A test of " + name + "\nparameters: " + parameters + "\n---\n" + body);
    }

    String write(String name, String text) {
        return file(name + ".md", text);
    }

    /** Writes a file; returns its path. */
    String file(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    CommandLineRun bursar(String... arguments) {
        return CommandLineRun.with(environment, arguments);
    }

    /** A command in a process of its own. */
    BursarProcess start(String... arguments) {
        return BursarProcess.start(256, environment, arguments);
    }

    /** People who were never allocated anything. */
    void hasCustomers(int customers) {
        assertThat(client().sql(Statements.read("allocation/populate.sql"))
                        .param("customers", customers)
                        .update())
                .isPositive();
    }

    CommandLineRun runbook(String... arguments) {
        return bursar(
                Stream.concat(Stream.of("runbook"), Arrays.stream(arguments)).toArray(String[]::new));
    }

    Path folder() {
        return folder;
    }

    /** The value of a variable that its commands have. */
    String variable(String name) {
        return Objects.requireNonNull(environment.get(name));
    }

    JdbcClient client() {
        return database.client();
    }

    /** The newest journal's actions: {@code 1.1 check DONE}. */
    List<String> journal() {
        return client().sql("""
                        SELECT step || '.' || number || ' ' || kind || ' ' || status FROM runbook_action
                        WHERE run_id = (SELECT max(id) FROM runbook_run) ORDER BY step, number
                        """).query(String.class).list();
    }

    String status() {
        return client().sql("SELECT status FROM runbook_run ORDER BY id DESC LIMIT 1")
                .query(String.class)
                .single();
    }

    /** The rows of a table, or of those of a table that a condition names. */
    long count(String table) {
        return client().sql("SELECT count(*) FROM " + table).query(Long.class).single();
    }

    /** What a switch says now. */
    String flag(String code) {
        return client().sql("SELECT flag_value(?, now())")
                .param(code)
                .query(String.class)
                .single();
    }

    @Override
    public void close() {
        end.run();
    }
}
