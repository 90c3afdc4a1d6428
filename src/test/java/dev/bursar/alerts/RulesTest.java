package dev.bursar.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.alerts.AlertWatch.Delivered;
import dev.bursar.alerts.AlertWatch.Evaluated;
import dev.bursar.database.Database;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a rule fires and when it ends, over a table of a test's own. */
class RulesTest {
    private static final Evaluated ONE = new Evaluated(true, 1, 0);

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
    void a_rule_fires_while_its_value_is_beyond_the_threshold_and_tells_it_once() {
        post.hasRules("""
                - name: errors
                  severity: page
                  sql: SELECT value FROM figure
                  threshold: {above: 0.05}
                  summary: "{{percent}} of charges fail ({{value}}, {{threshold}}, {{rule}}, {{window}}, {{for}})"
                  runbook: runbooks/allocation.md
                """);
        has("", "0.05");
        assertThat(post.watch().evaluate()).isEqualTo(ONE);
        assertThat(post.firing()).isEmpty();
        has("", "0.0612345678");
        assertThat(post.watch().evaluate()).isEqualTo(ONE);
        assertThat(post.watch().evaluate()).isEqualTo(ONE);
        assertThat(post.firing())
                .containsExactly("page rule:errors: 6.12346 % of charges fail (0.0612346, above 0.05, errors, 5m, 0s)");
        assertThat(one("SELECT format('%s %s %s', times, runbook, details) FROM alert"))
                .isEqualTo("2 runbooks/allocation.md {\"rule\": \"errors\", \"value\": 0.0612345678,"
                        + " \"condition\": \"above 0.05\"}");
        assertThat(post.watch().deliver()).isEqualTo(new Delivered(1, 0, 0));
        has("", "0.01");
        assertThat(post.watch().evaluate()).isEqualTo(ONE);
        assertThat(post.firing()).isEmpty();
        assertThat(post.watch().deliver()).isEqualTo(new Delivered(1, 0, 0));
        assertThat(post.server().events()).containsExactly("firing rule:errors", "resolved rule:errors");
    }

    @Test
    void a_condition_must_hold_for_its_time_whichever_node_looks() {
        post.hasRules(rule("threshold: {at-least: 3}\nfor: 5m\nsql: SELECT value FROM figure"));
        has("", "3");
        assertThat(post.watch().evaluate()).isEqualTo(ONE);
        post.passes("4 minutes");
        assertThat(post.watch().evaluate()).isEqualTo(ONE);
        assertThat(post.firing()).isEmpty();
        post.passes("1 minute");
        assertThat(post.watch().evaluate()).isEqualTo(ONE);
        assertThat(post.firing()).containsExactly("warning rule:r: 3");
        has("", "2");
        assertThat(post.watch().evaluate()).isEqualTo(ONE);
        has("", "4");
        assertThat(post.watch().evaluate()).isEqualTo(ONE);
        assertThat(post.firing()).as("the time begins anew").isEmpty();
    }

    @Test
    void each_label_beyond_the_threshold_is_an_alert_of_its_own() {
        post.hasRules(rule("threshold: {below: 10}\nsql: SELECT label, value FROM figure ORDER BY label"));
        has("low", "1");
        has("high", "11");
        has("naughty\n'\"<!channel>", "2");
        assertThat(post.watch().evaluate()).isEqualTo(ONE);
        assertThat(post.firing())
                .containsExactly(
                        "warning rule:r:low: 1low", "warning rule:r:naughty '\"<!channel>: 2naughty '\"<!channel>");
        assertThat(one("SELECT value FROM alert_rule")).isEqualTo("1");
        post.client().sql("DELETE FROM figure WHERE label = 'low'").update();
        assertThat(post.watch().evaluate()).isEqualTo(ONE);
        assertThat(post.firing()).hasSize(1);
        post.client().sql("DELETE FROM figure").update();
        assertThat(post.watch().evaluate()).isEqualTo(ONE);
        assertThat(post.firing()).isEmpty();
    }

    @Test
    void where_there_is_no_figure_nothing_fires() {
        post.hasRules(rule("threshold: {at-most: 0}\nsql: SELECT max(value) FROM figure"));
        assertThat(post.watch().evaluate()).isEqualTo(ONE);
        assertThat(post.firing()).isEmpty();
        assertThat(one("SELECT coalesce(value::text, 'none') FROM alert_rule")).isEqualTo("none");
    }

    @Test
    void a_rule_with_an_every_is_read_only_then() {
        post.hasRules(rule("every: 1h\nthreshold: {above: 0}\nsql: SELECT value FROM figure"));
        assertThat(post.watch().evaluate()).isEqualTo(ONE);
        assertThat(post.watch().evaluate()).isEqualTo(new Evaluated(true, 0, 0));
        assertThat(post.watch().evaluateAll()).isEqualTo(ONE);
        post.passes("61 minutes");
        assertThat(post.watch().evaluate()).isEqualTo(ONE);
    }

    @Test
    void a_rule_that_nobody_evaluates_any_more_ends_its_alerts() {
        post.hasRules(rule("threshold: {above: 0}\nsql: SELECT 1"));
        assertThat(post.watch().evaluate()).isEqualTo(ONE);
        post.hasRules(rule("off-because: we know\nthreshold: {above: 0}\nsql: SELECT 1"));
        assertThat(post.watch().evaluate()).isEqualTo(new Evaluated(true, 0, 0));
        assertThat(post.firing()).as("another node may still have it on").hasSize(1);
        post.passes("11 minutes");
        assertThat(post.watch().evaluate()).isEqualTo(new Evaluated(true, 0, 0));
        assertThat(post.firing()).isEmpty();
    }

    @Test
    void one_node_evaluates_at_a_time() throws Exception {
        post.hasRules(rule("threshold: {above: 0}\nsql: SELECT 1"));
        AlertWatch watch = post.watch();
        try (Database other = post.database().open(Map.of())) {
            var _ = other.client()
                    .sql("SELECT pg_advisory_lock(hashtextextended('bursar.alerts.evaluate', 0))::text")
                    .query(String.class)
                    .single();
            assertThat(watch.evaluate()).isEqualTo(new Evaluated(false, 0, 0));
            assertThat(post.firing()).isEmpty();
        }
        try (var nodes = Executors.newFixedThreadPool(4)) {
            int evaluated = 0;
            for (var node : nodes.invokeAll(
                    List.<Callable<Evaluated>>of(watch::evaluate, watch::evaluate, watch::evaluate, watch::evaluate))) {
                evaluated += node.get().rules();
            }
            assertThat(one("SELECT times FROM alert")).isEqualTo(String.valueOf(evaluated));
        }
        assertThat(post.firing()).hasSize(1);
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
