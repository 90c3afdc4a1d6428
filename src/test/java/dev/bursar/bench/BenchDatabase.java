package dev.bursar.bench;

import dev.bursar.config.Settings;
import dev.bursar.database.Database;
import dev.bursar.database.DatabaseUrl;
import dev.bursar.database.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A database of the bench on the server under test, dropped at the end. */
final class BenchDatabase implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final DatabaseUrl server;
    private final DatabaseUrl url;
    private final Database database;

    private BenchDatabase(DatabaseUrl server, String clause) {
        String name = "bench_" + ProcessHandle.current().pid() + "_" + NUMBER.incrementAndGet();
        this.server = server;
        this.url = server.withDatabase(name);
        execute(server, List.of("CREATE DATABASE " + name + " " + clause, "CHECKPOINT"));
        this.database = Database.open(settings(url));
    }

    /** With November due for every account. */
    static BenchDatabase generate(DatabaseUrl server, long accounts) {
        return generate(server, "bench/generate.sql", accounts);
    }

    /** As a script says, in which {@code :accounts} stands for their number. */
    static BenchDatabase generate(DatabaseUrl server, String script, long accounts) {
        BenchDatabase template = new BenchDatabase(server, "");
        long begun = System.nanoTime();
        Bench.say("generating %,d accounts", accounts);
        var _ = template.database.migrate();
        template.execute(
                List.of(Statements.read(script).replace(":accounts", String.valueOf(accounts)), "VACUUM ANALYZE"));
        Bench.say(
                "%s in %.0f s; broken invariants: %s",
                template.rowCounts(), (System.nanoTime() - begun) / 1e9, template.brokenInvariants());
        template.database.close();
        return template;
    }

    /** An equal one, on disk before it is handed out, so that no contender writes for another. */
    BenchDatabase copy() {
        return new BenchDatabase(server, "TEMPLATE " + url.database());
    }

    Map<String, String> variables() {
        return Bench.environment(url);
    }

    Connection connect() {
        return database.connect();
    }

    /** How many rows each table of the ledger has, and what they add up to. */
    String rowCounts() {
        return Stream.of("lot", "entry", "movement", "period", "usage_event", "idempotency_key")
                        .map(table -> table + " " + number("SELECT count(*) FROM " + table))
                        .collect(Collectors.joining(", "))
                + ", balances " + number("SELECT coalesce(sum(balance_millicredits), 0) FROM account")
                + ", expiries " + number("SELECT count(DISTINCT expires_at) FROM lot WHERE open");
    }

    String brokenInvariants() {
        String broken = IntStream.rangeClosed(1, 10)
                .filter(i -> !number("SELECT count(*) FROM invariant_i" + i).equals("0"))
                .mapToObj(i -> "I" + i)
                .collect(Collectors.joining(" "));
        return broken.isEmpty() ? "none" : broken;
    }

    private String number(String sql) {
        return database.client()
                .sql(sql)
                .query((row, index) -> row.getString(1))
                .single();
    }

    /** What the server has written to temporary files for this database so far: files, and MB. */
    String temporaryFiles() {
        return number(
                "SELECT temp_files || ' files, ' || temp_bytes / 1000000 || ' MB' FROM pg_stat_database WHERE datname = current_database()");
    }

    void execute(List<String> statements) {
        execute(url, statements);
    }

    private static void execute(DatabaseUrl url, List<String> statements) {
        try (Database database = Database.open(settings(url));
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Settings settings(DatabaseUrl url) {
        return Settings.load(Map.of(), Bench.environment(url), Optional.empty());
    }

    @Override
    public void close() {
        database.close();
        execute(server, List.of("DROP DATABASE IF EXISTS " + url.database() + " WITH (FORCE)"));
    }
}
