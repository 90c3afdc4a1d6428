package dev.bursar.flags;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** The switches of the table {@code flag}. */
public final class Flags {
    private static final String LIST = """
            SELECT f.code AS flag, flag_value(f.code, business_now()) AS value,
                   CASE WHEN setting(f.code) IS NOT NULL THEN 'command' ELSE coalesce(s.source, 'default') END AS source,
                   CASE WHEN setting(f.code) IS NULL THEN s.effective_at END AS since,
                   CASE WHEN setting(f.code) IS NULL THEN s.actor END AS actor,
                   CASE WHEN setting(f.code) IS NULL THEN s.reason END AS reason,
                   f.default_value, f.meaning, f.allowed
            FROM flag f
            LEFT JOIN LATERAL (
                SELECT latest.* FROM (VALUES ('environment'), ('operator')) AS source (name)
                CROSS JOIN LATERAL (
                    SELECT c.* FROM flag_change c
                    WHERE c.flag = f.code AND c.source = source.name AND c.effective_at <= business_now()
                    ORDER BY c.effective_at DESC, c.id DESC LIMIT 1) AS latest
                WHERE latest.value IS NOT NULL
                ORDER BY latest.source = 'environment' DESC LIMIT 1) AS s ON true
            ORDER BY f.code
            """;

    private final JdbcClient client;

    /** @param client inside the transaction that the caller commits or rolls back */
    public Flags(JdbcClient client) {
        this.client = client;
    }

    /** A statement with every switch, its value now, and its source: command (its environment), environment, operator, default. */
    public StatementSpec list() {
        return client.sql(LIST);
    }

    /**
     * Sets a switch from now on.
     *
     * @return the value before and after; throws a fault of exit 2 for an unknown flag or a value that is none of its kind
     */
    public Change set(String flag, String value, @Nullable String reason) {
        return set(flag, value, null, reason);
    }

    /**
     * The same as part of something, with which it can be taken back.
     *
     * @param part its name; null for none
     */
    public Change set(String flag, String value, @Nullable String part, @Nullable String reason) {
        Map<String, Object> known = client
                .sql("SELECT allowed, flag_value(code, business_now()) AS value FROM flag WHERE code = ?")
                .param(flag)
                .query()
                .listOfRows()
                .stream()
                .findFirst()
                .orElseThrow(() -> unknown(flag));
        String written = checked(flag, String.valueOf(known.get("allowed")), value);
        client.sql("INSERT INTO flag_change (flag, value, source, effective_at, actor, reason, part_of)"
                        + " VALUES (?, ?, 'operator', business_now(), acting(), ?, ?)")
                .param(flag)
                .param(written)
                .param(reason)
                .param(part)
                .update();
        String now = client.sql("SELECT flag_value(?, business_now())")
                .param(flag)
                .query(String.class)
                .single();
        return new Change(flag, String.valueOf(known.get("value")), written, now);
    }

    /** What operators last said of a flag, whatever stands above it; its default where they said nothing, or know it not. */
    String saidByOperators(String flag) {
        return client.sql("""
                        SELECT coalesce((SELECT c.value FROM flag_change c
                                         WHERE c.flag = :flag AND c.source = 'operator' AND c.effective_at <= business_now()
                                         ORDER BY c.effective_at DESC, c.id DESC LIMIT 1),
                                        (SELECT f.default_value FROM flag f WHERE f.code = :flag), '')
                        """).param("flag", flag).query(String.class).single();
    }

    /** The value in its one form; a switch may be said in several words. */
    private static String checked(String flag, String allowed, String value) {
        return switch (allowed) {
            case "list" -> value.strip();
            case "percentage" -> percentage(flag, value);
            case "factor" -> factor(flag, value);
            case "true|false" ->
                switch (value.toLowerCase(Locale.ROOT)) {
                    case "true", "on", "yes", "1" -> "true";
                    case "false", "off", "no", "0" -> "false";
                    default -> throw malformed(flag, "true or false", value);
                };
            default -> {
                if (!List.of(allowed.split("\\|")).contains(value)) {
                    throw malformed(flag, allowed.replace("|", " or "), value);
                }
                yield value;
            }
        };
    }

    private static String percentage(String flag, String value) {
        if (!value.matches("\\d{1,3}") || Integer.parseInt(value) > 100) {
            throw malformed(flag, "a whole number from 0 to 100", value);
        }
        return String.valueOf(Integer.parseInt(value));
    }

    static Fault unknown(String flag) {
        return Fault.usage(FaultCode.UNKNOWN_FLAG, "unknown flag '" + flag + "'", "bursar flags list names them all.");
    }

    private static String factor(String flag, String value) {
        if (value.equals("off")) {
            return value;
        }
        if (!value.matches("[1-9]\\d{0,5}(\\.\\d{1,3})?")) {
            throw malformed(flag, "a factor from 1 to 999999, as 5 or 2.5, or off", value);
        }
        return value;
    }

    private static Fault malformed(String flag, String expected, String value) {
        return Fault.usage(
                FaultCode.MALFORMED_VALUE,
                "flag " + flag + " takes " + expected + ", not '" + value + "'; nothing was changed",
                "bursar flags list shows what is in force.");
    }

    /**
     * A switch that was set.
     *
     * @param before what was in force
     * @param written what the operator said
     * @param inForce what is in force now: another value if something above the operator speaks
     */
    public record Change(String flag, String before, String written, String inForce) {}
}
