package dev.bursar.alerts;

import dev.bursar.config.Setting;
import dev.bursar.database.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database with alerts, a sink that records, and an alert file that names it. */
final class WatchPost implements AutoCloseable {
    /** The part of the sink's address that is a secret. */
    static final String TOKEN = "T0PSECRET-hook-token";

    private final TestDatabase database = TestDatabase.migrated();
    private final RecordingServer server = new RecordingServer();
    private final Map<String, String> environment = new HashMap<>();
    private final Path file;

    WatchPost(Path folder) {
        file = folder.resolve("alerts.yaml");
        environment.put("HOOK_URL", server.url("/hook/" + TOKEN));
        hasFile("""
                default-rules: dropped
                sinks:
                  - {name: hook, kind: webhook, severities: [page, critical, warning, business, info], url-env: HOOK_URL}
                """);
    }

    void hasFile(String yaml) {
        try {
            Files.writeString(file, yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file with rules of its own and the recording webhook. */
    void hasRules(String rules) {
        hasFile("""
                default-rules: dropped
                sinks:
                  - {name: hook, kind: webhook, severities: [page, critical, warning, business, info], url-env: HOOK_URL}
                rules:
                """ + rules.indent(2));
    }

    void hasVariable(String name, String value) {
        environment.put(name, value);
    }

    RecordingServer server() {
        return server;
    }

    TestDatabase database() {
        return database;
    }

    JdbcClient client() {
        return database.client();
    }

    Alerts alerts() {
        return new Alerts(client());
    }

    /** A node's watch; each call is another node with the file as it is now. */
    AlertWatch watch() {
        return AlertWatch.of(
                database.database(),
                database.settings(Map.of(Setting.BURSAR_ALERTS, file.toString())),
                Map.copyOf(environment));
    }

    void raise(String key) {
        boolean _ = alerts().raise(key, Severity.WARNING, "something is wrong with " + key, Map.of());
    }

    void resolve(String key) {
        boolean _ = alerts().resolve(key);
    }

    /** Lets what waits for its next try wait no longer, also where another node claimed it. */
    void waitsForNextTry() {
        client().sql("UPDATE alert_delivery SET next_try_at = statement_timestamp() WHERE state = 'WAITING'")
                .update();
    }

    /** Moves every alert time back, as if the alerts had come that much earlier. */
    void passes(String interval) {
        client().sql("UPDATE alert_pending SET since = since - ?::interval")
                .param(interval)
                .update();
        client().sql(
                        "UPDATE alert_rule SET evaluated_at = evaluated_at - ?1::interval, stale_at = stale_at - ?1::interval"
                                .replace("?1", "'" + interval + "'"))
                .update();
        client().sql("UPDATE alert_delivery SET created_at = created_at - ?::interval")
                .param(interval)
                .update();
    }

    /** Each delivery: sink, event, key, state, tries and error. */
    List<String> deliveries() {
        return client().sql("""
                        SELECT format('%s %s %s %s %s%s', sink, event, key, state, tries, ' ' || error) FROM alert_delivery ORDER BY id
                        """).query(String.class).list();
    }

    /** Each alert that fires: severity, key and summary. */
    List<String> firing() {
        return client().sql(
                        "SELECT format('%s %s: %s', severity, key, summary) FROM alert WHERE resolved_at IS NULL ORDER BY key")
                .query(String.class)
                .list();
    }

    @Override
    public void close() {
        server.close();
        database.close();
    }
}
