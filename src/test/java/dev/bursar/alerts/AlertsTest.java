package dev.bursar.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bursar.database.Database;
import dev.bursar.database.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Raising and resolving, in the caller's transaction. */
class AlertsTest {
    private static final String KEY = "run-failed:allocation";

    @AutoClose
    private final TestDatabase test = TestDatabase.migrated();

    private final Alerts alerts = new Alerts(test.client());

    @Test
    void an_alert_that_fires_stays_one_row_whose_count_and_last_time_rise() {
        assertThat(alerts.raise(KEY, Severity.WARNING, "the first time", Map.of("run", 1)))
                .isTrue();
        assertThat(alerts.raise(KEY, Severity.WARNING, "the second time", Map.of("run", 2)))
                .isFalse();
        assertThat(rows()).containsExactly("run-failed:allocation warning 2 'the second time' {\"run\": 2} firing");
        assertThat(test.client()
                        .sql("SELECT last_at > first_at FROM alert")
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void what_happens_again_after_its_end_is_another_row() {
        alerts.raise(KEY, Severity.WARNING, "once", Map.of());
        assertThat(alerts.resolve(KEY)).isTrue();
        assertThat(alerts.resolve(KEY)).isFalse();
        assertThat(alerts.raise(KEY, Severity.INFO, "again", Map.of())).isTrue();
        assertThat(rows())
                .containsExactly(
                        "run-failed:allocation warning 1 'once' {} ended",
                        "run-failed:allocation info 1 'again' {} firing");
    }

    @Test
    void an_alert_is_as_grave_as_the_gravest_report_of_it() {
        alerts.raise(KEY, Severity.WARNING, "late", Map.of());
        alerts.raise(KEY, Severity.PAGE, "very late", Map.of());
        alerts.raise(KEY, Severity.INFO, "still late", Map.of());
        assertThat(rows()).containsExactly("run-failed:allocation page 3 'still late' {} firing");
    }

    @Test
    void what_is_rolled_back_was_never_raised() {
        var _ = test.database().rehearse(client -> new Alerts(client).raise(KEY, Severity.PAGE, "no", Map.of()));
        assertThat(rows()).isEmpty();
        alerts.raise(KEY, Severity.PAGE, "yes", Map.of());
        var _ = test.database().rehearse(client -> new Alerts(client).resolve(KEY));
        assertThat(rows()).containsExactly("run-failed:allocation page 1 'yes' {} firing");
    }

    @Test
    void many_who_raise_at_once_make_one_row() throws Exception {
        int many = 8;
        try (var threads = Executors.newFixedThreadPool(many)) {
            var calls = threads.invokeAll(IntStream.range(0, many)
                    .mapToObj(_ -> (java.util.concurrent.Callable<Boolean>) this::raiseElsewhere)
                    .toList());
            int begun = 0;
            for (var call : calls) {
                begun += call.get() ? 1 : 0;
            }
            assertThat(begun).isEqualTo(1);
        }
        assertThat(rows()).containsExactly("run-failed:allocation page 8 'at once' {} firing");
    }

    private boolean raiseElsewhere() {
        try (Database database = test.open(Map.of())) {
            return database.inTransaction(client -> new Alerts(client).raise(KEY, Severity.PAGE, "at once", Map.of()));
        }
    }

    @Test
    void texts_are_kept_on_one_line_and_within_what_every_sink_takes() {
        alerts.raise(
                "user:a\nb\u0000\u202ec",
                Severity.INFO,
                "line\r\nline\u2028'\"<!channel>",
                Map.of("u", "a\u0000'\n\\u0000"));
        assertThat(rows())
                .containsExactly("user:a b c info 1 'line line '\"<!channel>' {\"u\": \"a'\\n\\\\u0000\"} firing");
        assertThat(alerts.resolve("user:a\nb\u0000\u202ec")).isTrue();
    }

    @Test
    void keys_that_differ_only_at_their_end_stay_two_also_when_they_are_cut() {
        String long1 = "x".repeat(300) + "1";
        String long2 = "x".repeat(300) + "2";
        alerts.raise(long1, Severity.INFO, "é".repeat(3_000), Map.of());
        alerts.raise(long2, Severity.INFO, "two", Map.of());
        assertThat(test.client()
                        .sql("SELECT length(key)::text || ' ' || length(summary) FROM alert ORDER BY id")
                        .query(String.class)
                        .list())
                .containsExactly("200 1000", "200 3");
        assertThat(alerts.resolve(long1)).isTrue();
        assertThat(alerts.resolve(long2)).isTrue();
    }

    @Test
    void an_alert_without_a_key_is_a_defect() {
        assertThatThrownBy(() -> alerts.raise(" \n", Severity.INFO, "?", Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an alert needs a key");
    }

    private List<String> rows() {
        return test.client().sql("""
                        SELECT format('%s %s %s ''%s'' %s %s', key, severity, times, summary, details,
                                      CASE WHEN resolved_at IS NULL THEN 'firing' ELSE 'ended' END)
                        FROM alert ORDER BY id
                        """).query(String.class).list();
    }
}
