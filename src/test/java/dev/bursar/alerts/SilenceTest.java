package dev.bursar.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bursar.alerts.AlertWatch.Delivered;
import dev.bursar.fault.Fault;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is silenced is kept, and told when the silence ends. */
class SilenceTest {
    private static final Instant LATER = Instant.parse("2126-01-01T00:00:00Z");
    private static final Delivered NOTHING = new Delivered(0, 0, 0);

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
    void what_fires_in_a_silence_is_told_when_it_ends() {
        assertThat(silences().silence("run-failed", LATER, "moving hosts")).isZero();
        post.raise("run-failed:allocation");
        post.raise("run-failed-elsewhere");
        assertThat(post.watch().deliver()).isEqualTo(new Delivered(1, 0, 0));
        post.client()
                .sql(
                        "UPDATE alert_silence SET starts_at = starts_at - interval '1 hour', ends_at = statement_timestamp()")
                .update();
        assertThat(post.watch().deliver()).isEqualTo(new Delivered(1, 0, 0));
        assertThat(post.server().events())
                .containsExactly("firing run-failed-elsewhere", "firing run-failed:allocation");
    }

    @Test
    void what_begins_and_ends_in_a_silence_is_never_told() {
        assertThat(silences().silence("a", LATER, "we know")).isZero();
        post.raise("a");
        assertThat(post.watch().deliver()).isEqualTo(NOTHING);
        post.resolve("a");
        assertThat(silences().unsilence("a", "done")).isTrue();
        assertThat(post.watch().deliver()).isEqualTo(NOTHING);
        assertThat(post.server().events()).isEmpty();
    }

    @Test
    void a_message_that_waits_for_its_next_try_is_silenced_too() {
        post.server().answersWith(500);
        post.raise("a");
        assertThat(post.watch().deliver()).isEqualTo(new Delivered(0, 1, 0));
        assertThat(silences().silence("a", LATER, "we know")).isEqualTo(1);
        post.waitsForNextTry();
        assertThat(post.watch().deliver()).isEqualTo(NOTHING);
        assertThat(silences().unsilence("a", "go on")).isTrue();
        assertThat(post.watch().deliver()).isEqualTo(new Delivered(1, 0, 0));
    }

    @Test
    void that_something_ended_is_told_in_a_silence_too() {
        post.raise("a");
        assertThat(post.watch().deliver()).isEqualTo(new Delivered(1, 0, 0));
        assertThat(silences().silence("a", LATER, "we know")).isEqualTo(1);
        post.resolve("a");
        assertThat(post.watch().deliver()).isEqualTo(new Delivered(1, 0, 0));
        assertThat(post.server().events()).containsExactly("firing a", "resolved a");
    }

    @Test
    void who_silenced_what_and_why_stays_on_record() {
        assertThat(silences().silence("a", LATER, "first")).isZero();
        assertThat(silences().silence("a", LATER, "second")).isZero();
        assertThat(silences().unsilence("a", "enough")).isTrue();
        assertThat(silences().unsilence("a", "enough")).isFalse();
        assertThat(post.client().sql("""
                                SELECT format('%s %s %s %s', reason, ended_reason, actor = acting(), ended_actor = acting())
                                FROM alert_silence ORDER BY id
                                """).query(String.class).list())
                .containsExactly("first replaced: second t t", "second enough t t");
    }

    @Test
    void a_silence_that_has_ended_already_is_refused() {
        assertThatThrownBy(() -> silences().silence("a", Instant.parse("2026-01-01T00:00:00Z"), "late"))
                .isInstanceOf(Fault.class)
                .hasMessage("--until 2026-01-01T00:00:00Z has passed; nothing was silenced");
    }

    private Silences silences() {
        return new Silences(post.client());
    }
}
