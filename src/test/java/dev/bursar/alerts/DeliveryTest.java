package dev.bursar.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.alerts.AlertWatch.Delivered;
import dev.bursar.flags.Maintenance;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of the news from the outbox to a sink that answers, does not, or refuses. */
class DeliveryTest {
    private WatchPost post;

    @BeforeEach
    void open(@TempDir Path folder) {
        post = new WatchPost(folder);
    }

    @AfterEach
    void close() {
        post.close();
    }

    @Test
    void a_sink_is_told_once_that_an_alert_fires_and_once_that_it_ended() {
        post.raise("a");
        post.raise("a");
        assertThat(post.watch().deliver()).isEqualTo(new Delivered(1, 0, 0));
        post.raise("a");
        assertThat(post.watch().deliver()).isEqualTo(new Delivered(0, 0, 0));
        post.resolve("a");
        assertThat(post.watch().deliver()).isEqualTo(new Delivered(1, 0, 0));
        assertThat(post.server().events()).containsExactly("firing a", "resolved a");
        assertThat(post.deliveries()).containsExactly("hook firing a DELIVERED 1", "hook resolved a DELIVERED 1");
    }

    @Test
    void a_restored_copy_tells_nobody_until_somebody_lets_it_go_on() {
        post.raise("waiting-at-the-backup");
        post.client()
                .sql("INSERT INTO alert_sink (name, severities) VALUES ('hook', enum_range(NULL::alert_severity))")
                .update();
        post.client()
                .sql(
                        "INSERT INTO alert_delivery (alert_id, key, sink, event) SELECT id, key, 'hook', 'firing' FROM alert")
                .update();
        post.client().sql("UPDATE alert SET has_news = false").update();
        maintenance(word -> word.onCopy("restored"));
        post.raise("of-the-copy");
        assertThat(post.watch().deliver()).isEqualTo(new Delivered(0, 0, 0));
        maintenance(word -> word.on("restored, and a drill", Optional.empty()));
        assertThat(post.watch().deliver()).isEqualTo(new Delivered(0, 0, 0));
        maintenance(word -> word.off("it takes the original's place"));
        assertThat(post.watch().deliver()).isEqualTo(new Delivered(1, 0, 0));
        assertThat(post.server().events()).containsExactly("firing of-the-copy");
        maintenance(word -> word.on("moving", Optional.empty()));
        post.raise("no-copy-any-more");
        assertThat(post.watch().deliver()).isEqualTo(new Delivered(1, 0, 0));
    }

    private void maintenance(Function<Maintenance, Maintenance.Change> word) {
        var _ = post.database().database().inTransaction(client -> word.apply(new Maintenance(client)));
    }

    @Test
    void what_ended_before_anybody_was_told_needs_no_message() {
        post.raise("never-sent");
        post.resolve("never-sent");
        assertThat(post.watch().deliver()).isEqualTo(new Delivered(0, 0, 0));
        post.server().answersWith(503);
        post.raise("not-taken");
        assertThat(post.watch().deliver()).isEqualTo(new Delivered(0, 1, 0));
        post.resolve("not-taken");
        post.waitsForNextTry();
        assertThat(post.watch().deliver()).isEqualTo(new Delivered(0, 0, 0));
        assertThat(post.server().events()).containsExactly("firing not-taken");
        assertThat(post.deliveries()).containsExactly("hook firing not-taken DROPPED 1 it ended before it was sent");
    }

    @Test
    void a_sink_that_fails_is_told_later_and_waits_twice_as_long_each_time() {
        post.server().answersWith(500, "no disk", Map.of());
        post.server().answersWith(502);
        post.raise("a");
        assertThat(post.watch().deliver()).isEqualTo(new Delivered(0, 1, 0));
        assertThat(post.deliveries()).containsExactly("hook firing a WAITING 1 answered 500: no disk");
        assertThat(secondsToNextTry()).isBetween(3, 5);
        assertThat(post.watch().deliver()).as("before its time").isEqualTo(new Delivered(0, 0, 0));
        post.waitsForNextTry();
        assertThat(post.watch().deliver()).isEqualTo(new Delivered(0, 1, 0));
        assertThat(secondsToNextTry()).isBetween(8, 10);
        post.waitsForNextTry();
        assertThat(post.watch().deliver()).isEqualTo(new Delivered(1, 0, 0));
        assertThat(post.deliveries()).containsExactly("hook firing a DELIVERED 3");
    }

    @Test
    void a_sink_that_is_away_is_told_when_it_is_back() throws Exception {
        post.hasVariable("HOOK_URL", "http://127.0.0.1:" + closedPort() + "/" + WatchPost.TOKEN);
        post.raise("a");
        assertThat(post.watch().deliver()).isEqualTo(new Delivered(0, 1, 0));
        assertThat(post.deliveries())
                .containsExactly("hook firing a WAITING 1 the connection was refused, or there is no such host");
        post.hasVariable("HOOK_URL", post.server().url("/"));
        post.waitsForNextTry();
        assertThat(post.watch().deliver()).isEqualTo(new Delivered(1, 0, 0));
    }

    @Test
    void a_sink_that_asks_for_time_gets_it_for_all_its_messages() {
        post.server().answersWith(429, "", Map.of("Retry-After", "120"));
        post.raise("a");
        post.raise("b");
        assertThat(post.watch().deliver()).isEqualTo(new Delivered(0, 1, 0));
        assertThat(post.client()
                        .sql(
                                "SELECT bool_and(next_try_at > statement_timestamp() + interval '110 seconds') FROM alert_delivery")
                        .query(Boolean.class)
                        .single())
                .isTrue();
        assertThat(post.server().events()).containsExactly("firing a");
    }

    @Test
    void what_a_sink_refuses_is_given_up_and_its_reason_kept_without_the_secret() {
        post.server().answersWith(404, "no hook " + WatchPost.TOKEN + " here\n", Map.of());
        post.raise("a");
        assertThat(post.watch().deliver()).isEqualTo(new Delivered(0, 0, 1));
        assertThat(post.deliveries()).containsExactly("hook firing a GIVEN_UP 1 answered 404: no hook (secret) here");
        post.resolve("a");
        assertThat(post.watch().deliver()).as("its end is no news").isEqualTo(new Delivered(0, 0, 0));
    }

    @Test
    void a_message_is_given_up_after_a_day() {
        post.raise("a");
        IntStream.range(0, 2).forEach(_ -> post.server().answersWith(500));
        assertThat(post.watch().deliver()).isEqualTo(new Delivered(0, 1, 0));
        post.passes("24 hours");
        post.waitsForNextTry();
        assertThat(post.watch().deliver()).isEqualTo(new Delivered(0, 0, 1));
        assertThat(post.deliveries()).containsExactly("hook firing a GIVEN_UP 2 answered 500");
    }

    @Test
    void what_waits_for_a_sink_that_is_in_no_file_any_more_is_given_up() {
        AlertWatch node = post.watch();
        post.raise("tried");
        post.server().answersWith(500);
        assertThat(node.deliver()).isEqualTo(new Delivered(0, 1, 0));
        post.raise("a");
        post.hasFile("default-rules: dropped");
        assertThat(post.watch().deliver()).isEqualTo(new Delivered(1, 0, 0));
        post.client()
                .sql("UPDATE alert_sink SET seen_at = '2026-11-01' WHERE name = 'hook'")
                .update();
        assertThat(new AlertList(post.client()).firing().query().listOfRows())
                .extracting(row -> row.get("undelivered"))
                .containsExactly(
                        "hook waits: answered 500",
                        "hook waits: no alert file in use has named it since 2026-11-01T00:00:00Z; given up a day after");
        post.passes("25 hours");
        post.client()
                .sql("UPDATE alert_sink SET seen_at = seen_at - interval '25 hours'")
                .update();
        assertThat(post.watch().deliver()).isEqualTo(new Delivered(0, 0, 0));
        assertThat(post.deliveries())
                .containsExactly(
                        "hook firing tried GIVEN_UP 1 no alert file names this sink any more",
                        "hook firing a GIVEN_UP 0 no alert file names this sink any more",
                        "log firing a DELIVERED 1");
    }

    private int secondsToNextTry() {
        return post.client()
                .sql(
                        "SELECT round(extract(epoch FROM next_try_at - statement_timestamp()))::integer FROM alert_delivery")
                .query(Integer.class)
                .single();
    }

    /** A port on which nobody listens. */
    private static int closedPort() throws java.io.IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
