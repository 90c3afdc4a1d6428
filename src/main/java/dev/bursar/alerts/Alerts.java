package dev.bursar.alerts;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * Says that something went wrong, and that it is well again.
 *
 * <pre>{@code
 * new Alerts(client).raise("run-failed:allocation", Severity.PAGE, "the run for 2026-11-01 failed", Map.of("run", 17));
 * new Alerts(client).resolve("run-failed:allocation");
 * }</pre>
 *
 * Both write rows in the caller's transaction and send nothing: what is committed is told to the sinks by
 * {@link AlertWatch#deliver()} of whichever node is alive, what is rolled back was never said. Both may be repeated at will.
 * A key that fires is locked from the call until the caller's transaction ends, so keep that transaction short.
 */
public final class Alerts {
    private static final String RAISE = """
            INSERT INTO alert AS a (key, rule, severity, summary, details, runbook)
            VALUES (:key, :rule, :severity::alert_severity, :summary, :details::jsonb, :runbook)
            ON CONFLICT (key) WHERE resolved_at IS NULL DO UPDATE
            SET times = a.times + 1, last_at = greatest(a.last_at, excluded.last_at), summary = excluded.summary,
                details = excluded.details, runbook = excluded.runbook, severity = greatest(a.severity, excluded.severity),
                has_news = a.has_news OR excluded.severity > a.severity
            RETURNING times = 1
            """;
    private static final String RESOLVE = """
            UPDATE alert SET resolved_at = greatest(last_at, statement_timestamp()), has_news = true
            WHERE key = :key AND resolved_at IS NULL
            """;

    private final JdbcClient client;

    /** @param client inside the transaction that the caller commits or rolls back */
    public Alerts(JdbcClient client) {
        this.client = client;
    }

    /**
     * Something is wrong. While the key fires, a repeat only counts, brings summary and details up to date, and is told again
     * to nobody but sinks that take the severity to which it has risen.
     *
     * @param key what it is about, the same each time: {@code deadline-missed:allocation:2026-11-01}. An operator may silence
     *     it, or everything up to one of its colons. More than 200 characters are cut and hashed.
     * @param summary one line for people; line breaks become spaces, and it ends after 1,000 characters
     * @param details values for programs and for whoever looks closer; written as JSON
     * @return whether this began it; false for a repeat
     */
    public boolean raise(String key, Severity severity, String summary, Map<String, ?> details) {
        return raise(key, severity, summary, details, null);
    }

    /** As {@link #raise(String, Severity, String, Map)}, with what to follow: {@code runbooks/stuck-run.md}. */
    public boolean raise(
            String key, Severity severity, String summary, Map<String, ?> details, @Nullable String runbook) {
        return raise(key, null, severity, summary, details, runbook);
    }

    /** As the others, for the alert of a rule. */
    boolean raise(
            String key,
            @Nullable String rule,
            Severity severity,
            String summary,
            Map<String, ?> details,
            @Nullable String runbook) {
        return client.sql(RAISE)
                .param("key", AlertText.key(key))
                .param("rule", rule)
                .param("severity", severity.word())
                .param("summary", AlertText.summary(summary))
                .param("details", json(details))
                .param("runbook", runbook)
                .query(Boolean.class)
                .single();
    }

    /** JSON without the one character that PostgreSQL does not take. */
    private static String json(Map<String, ?> details) {
        String json = JsonMapper.shared().writeValueAsString(details);
        return json.replaceAll("(?<!\\\\)((?:\\\\\\\\)*)\\\\u0000", "$1");
    }

    /**
     * It is well again: sinks that were told so are told of the end.
     *
     * @return whether it fired until now; false where there was nothing to end
     */
    public boolean resolve(String key) {
        return client.sql(RESOLVE).param("key", AlertText.key(key)).update() == 1;
    }
}
