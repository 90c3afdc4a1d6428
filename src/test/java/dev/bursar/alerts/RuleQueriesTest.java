package dev.bursar.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.alerts.AlertWatch.Evaluated;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the query of a rule may be, return and do. */
class RuleQueriesTest {
    private WatchPost post;

    @BeforeEach
    void open(@TempDir Path folder) {
        post = new WatchPost(folder);
        post.client().sql("CREATE TABLE figure (label text, value numeric)").update();
    }

    @AfterEach
    void close() {
        post.close();
    }

    @Test
    void the_window_is_a_parameter_of_the_query() {
        post.hasRules(
                rule(
                        "window: 90m\nthreshold: {above: 0}\nsql: SELECT extract(epoch FROM :window)::int WHERE :window < interval '1 day';"));
        assertThat(post.watch().evaluate()).isEqualTo(new Evaluated(true, 1, 0));
        assertThat(post.firing()).containsExactly("warning rule:r: 5400");
    }

    @Test
    void a_rule_that_cannot_be_evaluated_says_so_and_stops_no_other() {
        post.hasRules(rule("severity: page\nthreshold: {above: 0}\nsql: SELECT value FROM figure")
                + "- {name: other, severity: info, sql: SELECT 1, threshold: {above: 0}, summary: other}\n");
        has("", "7");
        assertThat(post.watch().evaluate()).isEqualTo(new Evaluated(true, 2, 0));
        post.client().sql("ALTER TABLE figure RENAME TO figures").update();
        assertThat(post.watch().evaluate()).isEqualTo(new Evaluated(true, 2, 1));
        assertThat(post.firing())
                .containsExactly(
                        "critical rule-broken:r: rule r cannot be evaluated: relation \"figure\" does not exist"
                                + " (SQLSTATE 42P01)",
                        "info rule:other: other",
                        "page rule:r: 7");
        post.client().sql("ALTER TABLE figures RENAME TO figure").update();
        assertThat(post.watch().evaluate()).isEqualTo(new Evaluated(true, 2, 0));
        assertThat(post.firing()).containsExactly("info rule:other: other", "page rule:r: 7");
    }

    @Test
    void a_rule_can_only_read() {
        has("", "1");
        for (String sql : List.of(
                "WITH gone AS (DELETE FROM figure RETURNING 1) SELECT count(*) FROM gone",
                "SELECT 1; COMMIT; DELETE FROM figure",
                "SELECT 1; DELETE FROM figure",
                "SELECT set_config('transaction_read_only', 'off', true)::text, 1",
                "SELECT nextval(pg_get_serial_sequence('alert', 'id'))")) {
            post.hasRules(rule("threshold: {above: 0}\nsql: \"" + sql + "\""));
            assertThat(post.watch().evaluate()).as(sql).isEqualTo(new Evaluated(true, 1, 1));
            assertThat(one("SELECT count(*) FROM figure")).as(sql).isEqualTo("1");
        }
    }

    @Test
    void what_a_rule_may_return_is_a_number_or_up_to_a_hundred_labels() {
        assertThat(errorOf("SELECT 1, 2, 3"))
                .isEqualTo("it returns 3 columns; it must return a number, or a label and a number");
        has("", "1");
        assertThat(errorOf("SELECT FROM figure"))
                .isEqualTo("it returns 0 columns; it must return a number, or a label and a number");
        assertThat(errorOf("SELECT n FROM generate_series(1, 2) AS n"))
                .isEqualTo("it returns several numbers without a label");
        assertThat(errorOf("SELECT 'many'")).isEqualTo("its value many is no number");
        assertThat(errorOf("SELECT 'NaN'::numeric")).isEqualTo("its value NaN is no number");
        assertThat(errorOf("SELECT n, n FROM generate_series(1, 101) AS n"))
                .isEqualTo("it returns more than 100 rows; let it return the gravest only");
        assertThat(errorOf("SELECT pg_sleep(60)::text, 1")).isEqualTo("it takes longer than 5 s");
        assertThat(errorOf("SELECT 1 / 0")).isEqualTo("division by zero");
    }

    private String errorOf(String sql) {
        post.hasRules(rule("threshold: {above: 0}\nsql: \"" + sql + "\""));
        assertThat(post.watch().evaluate()).isEqualTo(new Evaluated(true, 1, 1));
        return one("SELECT error FROM alert_rule");
    }

    /** A rule named r, of severity warning unless said otherwise. */
    private static String rule(String lines) {
        String severity = lines.contains("severity:") ? "" : "severity: warning\n";
        return "- name: r\n" + (severity + "summary: \"{{value}}{{label}}\"\n" + lines + "\n").indent(2);
    }

    private void has(String label, String value) {
        post.client().sql("DELETE FROM figure WHERE label = ?").param(label).update();
        post.client()
                .sql("INSERT INTO figure VALUES (?, ?::numeric)")
                .params(List.of(label, value))
                .update();
    }

    private String one(String sql) {
        return post.client().sql(sql).query(String.class).single();
    }
}
