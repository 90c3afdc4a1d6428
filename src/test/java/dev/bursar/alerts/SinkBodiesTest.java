package dev.bursar.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.alerts.AlertWatch.Delivered;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What each kind of sink is sent, to the letter, for an alert full of characters that mean something somewhere. */
class SinkBodiesTest {
    private static final String ROUTING_KEY = "R0UT1NG-KEY-of-32-characters-xyz";

    private WatchPost post;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        post = new WatchPost(folder);
        post.hasVariable("SLACK_URL", post.server().url("/slack/" + WatchPost.TOKEN));
        post.hasVariable("PAGERDUTY_URL", post.server().url("/pagerduty"));
        Path key = Files.writeString(folder.resolve("routing-key"), ROUTING_KEY + "\n");
        post.hasFile("""
                source: billing-test
                default-rules: dropped
                sinks:
                  - {name: hook, kind: webhook, severities: [page], url-env: HOOK_URL}
                  - {name: chat, kind: slack, severities: [page], url-env: SLACK_URL}
                  - {name: oncall, kind: pagerduty, severities: [page], url-env: PAGERDUTY_URL, key-file: %s}
                  - {name: log, kind: log, severities: [page]}
                """.formatted(key));
    }

    @AfterEach
    void close() {
        post.close();
    }

    @Test
    void each_sink_is_sent_its_own_json() throws IOException {
        raise();
        assertThat(post.watch().deliver()).isEqualTo(new Delivered(4, 0, 0));
        post.resolve("user:o'hara \"ada\"");
        post.client()
                .sql("UPDATE alert SET resolved_at = '2026-11-01T00:30:00Z'")
                .update();
        assertThat(post.watch().deliver()).isEqualTo(new Delivered(4, 0, 0));
        assertThat(pretty()).isEqualTo(Files.readString(Path.of("src/test/resources/alerts/sink-bodies.json")));
        assertThat(post.server().requests())
                .allSatisfy(request -> assertThat(request.contentType()).isEqualTo("application/json; charset=utf-8"));
    }

    @Test
    void secrets_stand_in_no_row_and_no_message_to_another_sink() {
        raise();
        post.server().answersWith(400, "bad " + WatchPost.TOKEN, Map.of());
        post.server().answersWith(400, "bad\n" + WatchPost.TOKEN, Map.of());
        post.server()
                .answersWith(
                        500, "worse " + ROUTING_KEY + " at " + post.server().url("/pagerduty"), Map.of());
        assertThat(post.watch().deliver()).isEqualTo(new Delivered(1, 1, 2));
        for (String table :
                List.of("alert", "alert_delivery", "alert_sink", "alert_rule", "alert_pending", "alert_silence")) {
            List<String> rows = post.client()
                    .sql("SELECT t::text FROM " + table + " AS t")
                    .query(String.class)
                    .list();
            assertThat(String.join("\n", rows)).as(table).doesNotContain(WatchPost.TOKEN, ROUTING_KEY, "127.0.0.1");
        }
        assertThat(post.deliveries()).anyMatch(line -> line.contains("(secret)"));
        assertThat(post.server().requests().stream().map(RecordingServer.Request::body))
                .noneMatch(body -> body.contains(WatchPost.TOKEN));
    }

    private void raise() {
        boolean _ = post.alerts()
                .raise(
                        "user:o'hara \"ada\"",
                        Severity.PAGE,
                        "<!channel> *bold* `code` & <https://evil.example|click>\nFIRING page: forged\t{\"a\": \"b\\\\\"}",
                        Map.of("user", "o'hara\n\"ada\" <@U123>", "run", 17),
                        "runbooks/stuck-run.md#a&b");
        post.client()
                .sql("UPDATE alert SET first_at = '2026-11-01T00:00:00Z', last_at = '2026-11-01T00:15:00.5Z'")
                .update();
    }

    /** Everything that was sent, by path and in the order of each. */
    private String pretty() {
        Map<String, Object> sent = new LinkedHashMap<>();
        for (String path : List.of("hook", "slack", "pagerduty")) {
            sent.put(
                    path,
                    post.server().requests().stream()
                            .filter(request -> request.path().startsWith("/" + path))
                            .map(RecordingServer.Request::json)
                            .toList());
        }
        return JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(sent)
                + "\n";
    }
}
