package dev.bursar.alerts;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is known of the rules from one evaluation to the next; it stands in the database, so nodes may come and go. */
final class RuleStates {
    /** An alert whose rule nobody evaluates any more ends after this, and twice the rule's own {@code every}. */
    private static final Duration STALE = Duration.ofMinutes(10);

    private final JdbcClient client;
    private final Alerts alerts;

    /** @param client inside a transaction whenever it writes */
    RuleStates(JdbcClient client) {
        this.client = client;
        this.alerts = new Alerts(client);
    }

    boolean isEvaluatedWithin(Rule rule, Duration span) {
        return !span.isZero()
                && client.sql("SELECT EXISTS (SELECT FROM alert_rule WHERE name = ? AND error IS NULL"
                                + " AND evaluated_at > statement_timestamp() - ?::interval)")
                        .params(List.of(rule.name(), span.toString()))
                        .query(Boolean.class)
                        .single();
    }

    /** Begins, keeps and ends the alerts of a rule by what was read. */
    void settle(Rule rule, List<Reading> readings) {
        Map<String, Reading> broken = new LinkedHashMap<>();
        readings.stream()
                .filter(reading -> rule.threshold().isBrokenBy(reading.value()))
                .forEach(reading -> broken.putIfAbsent(reading.label(), reading));
        Set<String> longEnough = pending(rule, broken.keySet());
        broken.values().stream()
                .filter(reading -> longEnough.contains(reading.label()))
                .forEach(reading -> raise(rule, reading));
        endOthers(rule, broken.keySet());
        boolean _ = alerts.resolve(rule.brokenKey());
        Optional<Reading> gravest = readings.stream()
                .max(Comparator.comparing((Reading reading) -> rule.threshold().excess(reading.value())));
        remember(rule, gravest.orElse(null), null);
    }

    /** Notes since when the condition holds for which labels; those for which it has held long enough. */
    private Set<String> pending(Rule rule, Set<String> labels) {
        String[] held = labels.toArray(String[]::new);
        client.sql("DELETE FROM alert_pending WHERE rule = :rule AND label <> ALL(:held)")
                .param("rule", rule.name())
                .param("held", held)
                .update();
        client.sql("INSERT INTO alert_pending (rule, label, since) SELECT :rule, label, statement_timestamp()"
                        + " FROM unnest(:held) AS label ON CONFLICT (rule, label) DO NOTHING")
                .param("rule", rule.name())
                .param("held", held)
                .update();
        return new HashSet<>(client.sql(
                        "SELECT label FROM alert_pending WHERE rule = ? AND since <= statement_timestamp() - ?::interval")
                .params(List.of(rule.name(), rule.holds().toString()))
                .query(String.class)
                .list());
    }

    private void raise(Rule rule, Reading reading) {
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        details.put("rule", rule.name());
        details.put("value", reading.value());
        details.put("condition", rule.condition());
        if (!reading.label().isEmpty()) {
            details.put("label", reading.label());
        }
        boolean _ = alerts.raise(
                rule.key(reading.label()),
                rule.name(),
                rule.severity(),
                rule.summary().filled(rule, reading),
                details,
                rule.runbook());
    }

    private void endOthers(Rule rule, Set<String> labels) {
        String[] keys = labels.stream().map(rule::key).map(AlertText::key).toArray(String[]::new);
        List<String> ended = client.sql("SELECT key FROM alert WHERE rule = :rule AND resolved_at IS NULL"
                        + " AND key <> ALL(:keys) ORDER BY key")
                .param("rule", rule.name())
                .param("keys", keys)
                .query(String.class)
                .list();
        ended.forEach(alerts::resolve);
    }

    /** The rule cannot be evaluated: an alert of its own says so, and its others stay as they are. */
    void breakDown(Rule rule, String why) {
        boolean isGrave = rule.severity().compareTo(Severity.CRITICAL) >= 0;
        Map<String, @Nullable Object> details = new HashMap<>();
        details.put("rule", rule.name());
        details.put("file", rule.source());
        details.put("error", why);
        boolean _ = alerts.raise(
                rule.brokenKey(),
                rule.name(),
                isGrave ? Severity.CRITICAL : Severity.WARNING,
                "rule " + rule.name() + " cannot be evaluated: " + why,
                details,
                null);
        remember(rule, null, why);
    }

    private void remember(Rule rule, @Nullable Reading gravest, @Nullable String error) {
        client.sql("""
                        INSERT INTO alert_rule (name, evaluated_at, stale_at, value, error)
                        VALUES (:name, statement_timestamp(), statement_timestamp() + :stale::interval, :value, :error)
                        ON CONFLICT (name) DO UPDATE
                        SET evaluated_at = excluded.evaluated_at, stale_at = excluded.stale_at, value = excluded.value, error = excluded.error
                        """)
                .param("name", rule.name())
                .param("stale", STALE.plus(rule.every().multipliedBy(2)).toString())
                .param("value", gravest == null ? null : gravest.value())
                .param("error", error)
                .update();
    }

    /**
     * Ends the alerts of rules that nobody evaluates any more: they were turned off, renamed or dropped. Nodes and commands may
     * have different files, so a rule is not dropped because one of them does not know it.
     */
    void retire() {
        List<String> rules = client.sql(
                        "SELECT name FROM alert_rule WHERE stale_at < statement_timestamp() ORDER BY name")
                .query(String.class)
                .list();
        for (String rule : rules) {
            client.sql("SELECT key FROM alert WHERE rule = ? AND resolved_at IS NULL ORDER BY key")
                    .param(rule)
                    .query(String.class)
                    .list()
                    .forEach(alerts::resolve);
            client.sql("DELETE FROM alert_pending WHERE rule = ?").param(rule).update();
            client.sql("DELETE FROM alert_rule WHERE name = ?").param(rule).update();
        }
    }
}
