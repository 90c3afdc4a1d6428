package dev.bursar.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.alerts.AlertWatch.Delivered;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who sends what, once and in which order, whatever happens to nodes and sinks. */
class DeliveryOrderTest {
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
    void messages_of_a_key_are_sent_in_order_also_when_the_first_fails() {
        post.raise("a");
        assertThat(post.watch().deliver()).isEqualTo(new Delivered(1, 0, 0));
        post.resolve("a");
        post.server().answersWith(500);
        assertThat(post.watch().deliver()).isEqualTo(new Delivered(0, 1, 0));
        post.raise("a");
        post.raise("b");
        assertThat(post.watch().deliver()).as("b alone may be sent").isEqualTo(new Delivered(1, 0, 0));
        post.waitsForNextTry();
        assertThat(post.watch().deliver()).isEqualTo(new Delivered(2, 0, 0));
        assertThat(post.server().events())
                .containsExactly("firing a", "resolved a", "firing b", "resolved a", "firing a");
    }

    @Test
    void an_end_and_a_new_beginning_that_are_handed_out_at_once_keep_their_order() {
        post.raise("a");
        assertThat(post.watch().deliver()).isEqualTo(new Delivered(1, 0, 0));
        post.resolve("a");
        post.raise("a");
        assertThat(post.watch().deliver()).isEqualTo(new Delivered(2, 0, 0));
        assertThat(post.server().events()).containsExactly("firing a", "resolved a", "firing a");
    }

    @Test
    void a_node_that_dies_while_it_sends_leaves_the_message_to_another() {
        post.raise("a");
        post.server().answersWith(500);
        assertThat(post.watch().deliver()).isEqualTo(new Delivered(0, 1, 0));
        post.waitsForNextTry();
        var claimed = new Outbox(post.client(), "bursar").claim(List.of("hook"));
        assertThat(claimed).as("the node that dies now").isPresent();
        assertThat(post.watch().deliver()).as("while its claim stands").isEqualTo(new Delivered(0, 0, 0));
        post.waitsForNextTry();
        assertThat(post.watch().deliver()).isEqualTo(new Delivered(1, 0, 0));
        assertThat(post.watch().deliver()).isEqualTo(new Delivered(0, 0, 0));
        assertThat(post.deliveries()).containsExactly("hook firing a DELIVERED 3");
    }

    @Test
    void who_may_have_been_told_is_told_of_the_end() {
        post.raise("a");
        assertThat(post.watch().deliver()).isEqualTo(new Delivered(1, 0, 0));
        post.client()
                .sql(
                        "UPDATE alert_delivery SET state = 'WAITING', delivered_at = NULL, in_doubt = true, next_try_at = 'infinity'")
                .update();
        post.resolve("a");
        assertThat(post.watch().deliver()).as("in order").isEqualTo(new Delivered(0, 0, 0));
        post.waitsForNextTry();
        assertThat(post.watch().deliver()).isEqualTo(new Delivered(2, 0, 0));
        assertThat(post.server().events()).containsExactly("firing a", "firing a", "resolved a");
    }

    @Test
    void several_nodes_at_once_send_each_message_once() throws Exception {
        List<String> keys = IntStream.range(10, 40).mapToObj(n -> "k" + n).toList();
        keys.forEach(post::raise);
        AlertWatch watch = post.watch();
        try (var nodes = Executors.newFixedThreadPool(4)) {
            int sent = 0;
            for (var node : nodes.invokeAll(
                    List.<Callable<Delivered>>of(watch::deliver, watch::deliver, watch::deliver, watch::deliver))) {
                sent += node.get().delivered();
            }
            assertThat(sent).isEqualTo(keys.size());
        }
        assertThat(post.server().events())
                .containsExactlyInAnyOrderElementsOf(
                        keys.stream().map(key -> "firing " + key).toList());
    }

    @Test
    void a_sink_hears_only_of_the_severities_that_it_takes_and_of_a_rise_to_them() {
        post.hasFile("""
                default-rules: dropped
                sinks:
                  - {name: hook, kind: webhook, severities: [page], url-env: HOOK_URL}
                """);
        post.raise("a");
        assertThat(post.watch().deliver()).isEqualTo(new Delivered(0, 0, 0));
        boolean _ = post.alerts().raise("a", Severity.PAGE, "it got worse", Map.of());
        assertThat(post.watch().deliver()).isEqualTo(new Delivered(1, 0, 0));
        boolean _ = post.alerts().raise("a", Severity.PAGE, "it is as bad", Map.of());
        assertThat(post.watch().deliver()).isEqualTo(new Delivered(0, 0, 0));
        assertThat(post.server().events()).containsExactly("firing a");
    }

    @Test
    void a_command_that_knows_no_sinks_hands_the_news_to_those_of_the_nodes() {
        AlertWatch node = post.watch();
        assertThat(node.deliver()).isEqualTo(new Delivered(0, 0, 0));
        post.raise("a");
        post.hasFile("default-rules: dropped");
        assertThat(post.watch().deliver()).as("its own log").isEqualTo(new Delivered(1, 0, 0));
        assertThat(post.server().events()).isEmpty();
        assertThat(node.deliver()).isEqualTo(new Delivered(1, 0, 0));
        assertThat(post.server().events()).containsExactly("firing a");
    }
}
