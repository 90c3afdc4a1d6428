package dev.bursar.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Small rules of the room: waiting, addresses, secrets in answers. */
class PartsTest {
    @Test
    void waits_double_up_to_ten_minutes() {
        assertThat(IntStream.rangeClosed(1, 10)
                        .mapToObj(tries -> Backoff.after(tries, null).toSeconds())
                        .toList())
                .containsExactly(5L, 10L, 20L, 40L, 80L, 160L, 320L, 600L, 600L, 600L);
        assertThat(Backoff.after(1_000, null)).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void a_sink_may_ask_for_more_time_but_not_for_less_nor_for_days() {
        assertThat(Backoff.after(1, Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(5));
        assertThat(Backoff.after(1, Duration.ofSeconds(90))).isEqualTo(Duration.ofSeconds(90));
        assertThat(Backoff.after(1, Duration.ofDays(90))).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void retry_after_is_seconds_or_a_date() {
        Instant now = Instant.parse("2026-11-01T00:00:00Z");
        assertThat(RetryAfter.read("120", now)).contains(Duration.ofMinutes(2));
        assertThat(RetryAfter.read("Sun, 1 Nov 2026 00:00:30 GMT", now)).contains(Duration.ofSeconds(30));
        assertThat(RetryAfter.read("Sat, 31 Oct 2026 00:00:30 GMT", now)).contains(Duration.ZERO);
        assertThat(RetryAfter.read("soon", now)).isEmpty();
        assertThat(RetryAfter.read("-1", now)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://hooks.slack.com/services/T/B/x | true
            http://localhost:8080/hook             | true
            http://127.0.0.1/hook                  | true
            http://[::1]:80/hook                   | true
            http://localhost.evil.example/hook     | false
            http://127.0.0.1.evil.example/hook     | false
            http://10.0.0.7/hook                   | false
            http://localhost@evil.example/hook     | false
            ftp://localhost/hook                   | false
            hooks.slack.com/services               | false
            https:///hook                          | false
            https://a b                            | false
            """)
    void messages_go_by_tls_or_stay_on_the_machine(String address, boolean isTaken) {
        assertThat(Address.fault(address).isEmpty()).isEqualTo(isTaken);
    }

    @Test
    void a_secret_is_taken_out_of_an_answer_whole_and_in_parts() {
        String address = "https://hooks.slack.com/services/T00000000/B11111111/abcdefghijkl?token=qwertzuiop";
        assertThat(Redaction.of(address + " abcdefghijkl T00000000 qwertzuiop key-1", address, "key-1"))
                .isEqualTo("(secret) (secret) (secret) (secret) (secret)");
        assertThat(Redaction.of("no_team", address, "")).isEqualTo("no_team");
    }

    @Test
    void numbers_are_shown_without_noise() {
        assertThat(List.of("1234567", "0.30000000000000004", "1E+3", "0", "-12.50", "66.66666666").stream()
                        .map(text -> SummaryText.shown(new java.math.BigDecimal(text)))
                        .toList())
                .containsExactly("1234567", "0.3", "1000", "0", "-12.5", "66.6667");
    }
}
