package dev.bursar.alerts;

import dev.bursar.config.Settings;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rules in force, with what is known of each. */
public final class RuleList {
    private static final String STATES = """
            SELECT r.name, r.value, r.error, r.evaluated_at, EXISTS (SELECT FROM alert_pending p WHERE p.rule = r.name) AS is_pending,
                   EXISTS (SELECT FROM alert a WHERE a.rule = r.name AND a.key NOT LIKE 'rule-broken:%' AND a.resolved_at IS NULL) AS is_firing
            FROM alert_rule r
            """;

    private RuleList() {}

    /**
     * One rule.
     *
     * @param state {@code off}, {@code new} (not evaluated yet), {@code well}, {@code pending} (its condition holds, not long
     *     enough), {@code firing}, or {@code broken} (it cannot be evaluated)
     * @param value the last one, of all its labels the one farthest beyond the threshold; null if there was none
     * @param note why it is off, or broken
     */
    public record Line(
            String rule,
            String state,
            String severity,
            String condition,
            @Nullable BigDecimal value,
            @Nullable Instant evaluatedAt,
            String figure,
            @Nullable String runbook,
            String file,
            @Nullable String note) {}

    /** Every rule of the alert file in force; throws as {@link AlertWatch#of} does. */
    public static List<Line> read(JdbcClient client, Settings settings, Map<String, String> environment) {
        Map<String, State> states = new HashMap<>();
        client.sql(STATES).query((row, _) -> State.of(row)).list().forEach(state -> states.put(state.name(), state));
        return AlertFile.inForce(settings, environment).rules().stream()
                .map(rule -> line(rule, rule.offBecause() == null ? states.get(rule.name()) : null))
                .toList();
    }

    private static Line line(Rule rule, @Nullable State state) {
        return new Line(
                rule.name(),
                rule.offBecause() != null ? "off" : state == null ? "new" : state.word(),
                rule.severity().word(),
                rule.condition(),
                state == null ? null : state.value(),
                state == null ? null : state.evaluatedAt(),
                rule.figure() == null ? "" : rule.figure().origin(),
                rule.runbook(),
                rule.source(),
                rule.offBecause() != null ? rule.offBecause() : state == null ? null : state.error());
    }

    private record State(
            String name,
            @Nullable BigDecimal value,
            @Nullable String error,
            Instant evaluatedAt,
            boolean isPending,
            boolean isFiring) {

        static State of(ResultSet row) throws SQLException {
            return new State(
                    row.getString("name"),
                    row.getBigDecimal("value"),
                    row.getString("error"),
                    row.getObject("evaluated_at", OffsetDateTime.class).toInstant(),
                    row.getBoolean("is_pending"),
                    row.getBoolean("is_firing"));
        }

        String word() {
            return error != null ? "broken" : isFiring ? "firing" : isPending ? "pending" : "well";
        }
    }
}
