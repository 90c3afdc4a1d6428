package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.alerts.Alerts;
import dev.bursar.alerts.RecordingServer;
import dev.bursar.alerts.Severity;
import dev.bursar.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of alerts, through their main. */
class AlertsCommandsTest {
    private static final String TOKEN = "T0PSECRET-token";

    @AutoClose
    private final TestDatabase database = TestDatabase.migrated();

    @AutoClose
    private final RecordingServer server = new RecordingServer();

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void writeFile() throws IOException {
        environment.putAll(database.variables(Map.of()));
        environment.put("HOOK_URL", server.url("/" + TOKEN));
        environment.put(
                "BURSAR_ALERTS",
                Files.writeString(folder.resolve("alerts.yaml"), """
                                default-rules: dropped
                                sinks:
                                  - {name: hook, kind: webhook, severities: [page, warning], url-env: HOOK_URL}
                                  - {name: log, kind: log, severities: [page]}
                                rules:
                                  - name: customers
                                    severity: page
                                    sql: SELECT count(*) FROM customer
                                    threshold: {below: 1}
                                    summary: "{{value}} customers"
                                    runbook: runbooks/alerts.md
                                  - {name: broken, severity: info, sql: SELECT no, threshold: {above: 0}, summary: never}
                                  - {name: later, severity: info, off-because: not yet, threshold: {above: 0}, summary: later}
                                """).toString());
    }

    @Test
    void evaluate_says_what_fires_and_tells_the_sinks() {
        CommandLineRun run = bursar("alerts", "evaluate");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.stderr())
                .endsWith(
                        "2 rules evaluated, 1 of them could not be\nmessages: 3 delivered, 0 to be tried again, 0 given up\n");
        assertThat(run.stdout()).contains("rule:customers", "0 customers", "rule-broken:broken");
        assertThat(server.requests()).hasSize(2);
        database.client()
                .sql("INSERT INTO customer (user_id, created_at) VALUES ('ada', now())")
                .update();
        assertThat(bursar("alerts", "silence", "rule-broken", "--until", "2126-01-01", "--reason", "mending it")
                        .exit())
                .isZero();
        CommandLineRun quiet = bursar("alerts", "evaluate", "-o", "json");
        assertThat(quiet.exit()).as("what still fires is silenced").isZero();
        assertThat(quiet.json()).hasSize(1);
        assertThat(quiet.json().get(0).path("silencedUntil").asString()).isEqualTo("2126-01-01T00:00:00Z");
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void rules_says_how_each_stands() {
        assertThat(bursar("alerts", "rules").stdout()).isEqualTo("""
                rule       state  severity  condition  value  note
                customers  new    page      below 1
                broken     new    info      above 0
                later      off    info      above 0           not yet
                """);
        assertThat(bursar("alerts", "evaluate").exit()).isEqualTo(3);
        assertThat(bursar("alerts", "rules").stdout()).isEqualTo("""
                rule       state   severity  condition  value  note
                customers  firing  page      below 1        0
                broken     broken  info      above 0           column "no" does not exist (SQLSTATE 42703)
                later      off     info      above 0           not yet
                """);
        assertThat(bursar("alerts", "rules", "-o", "json")
                        .json()
                        .get(0)
                        .path("file")
                        .asString())
                .isEqualTo(environment.get("BURSAR_ALERTS"));
    }

    @Test
    void list_shows_what_fires_and_what_did() {
        assertThat(bursar("alerts", "list").stdout()).isEqualTo("nothing fires\n");
        assertThat(bursar("alerts", "list", "-o", "json").stdout()).isEqualTo("[]\n");
        assertThat(bursar("alerts", "list", "--all").stdout()).isEqualTo("there never was an alert\n");
        boolean _ = new Alerts(database.client())
                .raise("a", Severity.WARNING, "it is 'odd'", Map.of("user", "ada"), "runbooks/stuck-run.md");
        boolean _ = new Alerts(database.client()).raise("b", Severity.PAGE, "it is gone", Map.of());
        boolean _ = new Alerts(database.client()).resolve("b");
        CommandLineRun firing = bursar("alerts", "list", "-o", "json");
        assertThat(firing.exit()).isZero();
        assertThat(firing.json()).hasSize(1);
        assertThat(firing.json().get(0).path("key").asString()).isEqualTo("a");
        assertThat(firing.json().get(0).path("details").toString()).isEqualTo("{\"user\":\"ada\"}");
        assertThat(bursar("alerts", "list").stdout()).contains("warning", "it is 'odd'", "runbooks/stuck-run.md");
        assertThat(bursar("alerts", "list", "--all", "-o", "json").json().toString())
                .contains("\"key\":\"b\"", "\"key\":\"a\"");
        assertThat(bursar("alerts", "list", "--all", "--limit", "1", "-o", "csv")
                        .stdout()
                        .lines())
                .hasSize(2);
    }

    @Test
    void list_shows_what_a_sink_did_not_take() {
        boolean _ = new Alerts(database.client()).raise("a", Severity.WARNING, "odd", Map.of());
        server.answersWith(403, "go away " + TOKEN, Map.of());
        assertThat(bursar("alerts", "evaluate").stderr()).contains("1 given up");
        assertThat(bursar("alerts", "list", "-o", "json").json().toString())
                .contains("hook was given up: answered 403: go away (secret)")
                .doesNotContain(TOKEN);
    }

    @Test
    void test_tells_a_sink_of_a_beginning_and_an_end() {
        CommandLineRun run = bursar("alerts", "test", "hook");
        assertThat(run.exit()).as(run.stderr()).isZero();
        assertThat(run.stdout()).isEqualTo("""
                event     delivered  answer
                firing    true       answered 200
                resolved  true       answered 200
                """);
        assertThat(server.requests().stream()
                        .map(request -> request.json().path("event").asString()))
                .containsExactly("firing", "resolved");
        server.answersWith(404, "nobody at " + server.url("/" + TOKEN), Map.of());
        CommandLineRun refused = bursar("alerts", "test", "hook", "-o", "json");
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.json().toString())
                .isEqualTo(
                        "{\"error\":{\"code\":\"sink-failed\",\"message\":\"the sink hook was not told (firing): answered 404:"
                                + " nobody at (secret)\",\"hint\":\"Mend the sink's address or key, or the service behind it, and test"
                                + " again.\"}}");
        assertThat(refused.stdout() + refused.stderr()).doesNotContain(TOKEN);
        CommandLineRun unknown = bursar("alerts", "test", "hok");
        assertThat(unknown.exit()).isEqualTo(2);
        assertThat(unknown.stderr())
                .contains("'hok' is no sink of " + environment.get("BURSAR_ALERTS") + "; did you mean hook?");
    }

    @Test
    void a_rule_can_be_silenced_by_its_name() {
        assertThat(bursar("alerts", "evaluate").exit()).isEqualTo(3);
        assertThat(bursar("alerts", "silence", "customers", "--until", "2126-01-01", "--reason", "known")
                        .stdout())
                .startsWith(
                        "Nobody is told of customers until 2126-01-01T00:00:00Z. Silenced alerts that fire now: 1.\n");
    }

    @Test
    void silence_and_unsilence_need_a_reason_and_say_what_they_did() {
        CommandLineRun silent = bursar("alerts", "silence", "a", "--until", "2126-01-01");
        assertThat(silent.exit()).isEqualTo(2);
        assertThat(silent.stderr()).startsWith("bursar: --reason is missing; nothing was changed\n");
        assertThat(bursar("alerts", "silence", "a", "--reason", "r").exit()).isEqualTo(2);
        assertThat(bursar("alerts", "silence", "a", "--until", "2126-01-01", "--reason", "r")
                        .stdout())
                .isEqualTo("Nobody is told of a until 2126-01-01T00:00:00Z. Silenced alerts that fire now: 0.\n"
                        + "Next: bursar alerts unsilence 'a' --reason … ends it early.\n");
        assertThat(bursar("alerts", "unsilence", "a", "--reason", "r", "--dry-run")
                        .stdout())
                .isEqualTo("a is no longer silenced.\nDry run: nothing was changed.\n");
        assertThat(bursar("alerts", "unsilence", "a", "--reason", "r").stdout())
                .startsWith("a is no longer silenced.\n");
        assertThat(bursar("alerts", "unsilence", "a", "--reason", "r", "-o", "json")
                        .json()
                        .toString())
                .isEqualTo("{\"key\":\"a\",\"changed\":false}");
    }

    private CommandLineRun bursar(String... arguments) {
        return CommandLineRun.with(environment, arguments);
    }
}
