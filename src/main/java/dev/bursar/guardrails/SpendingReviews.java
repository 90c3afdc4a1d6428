package dev.bursar.guardrails;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * Users who are charged far more in a day than they usually are. Above {@code guardrail_review_factor} times the recent average
 * somebody has to look at them; above {@code guardrail_freeze_factor} times they are frozen until somebody did. SQL decides
 * ({@code check_spending}); looks of several processes take turns.
 */
public final class SpendingReviews {
    private static final String LIST = """
            SELECT r.id, c.user_id, t.code AS credit_type, r.day, r.charged_millicredits, r.passed_millicredits,
                   round(r.recent_millicredits / r.active_days::numeric)::bigint AS average_millicredits, r.active_days,
                   round((r.charged_millicredits - r.passed_millicredits)::numeric * r.active_days / r.recent_millicredits, 1) AS times,
                   CASE WHEN r.resolved_at IS NOT NULL THEN 'resolved' WHEN r.frozen THEN 'frozen' ELSE 'open' END AS state,
                   r.opened_at, r.resolved_at, r.resolved_by, r.resolved_reason
            FROM spending_review r
            JOIN account a ON a.id = r.account_id JOIN customer c ON c.id = a.customer_id JOIN credit_type t ON t.id = a.credit_type_id
            WHERE :all OR r.resolved_at IS NULL
            ORDER BY r.resolved_at IS NOT NULL, r.id DESC LIMIT :limit
            """;

    private static final String FIND = """
            SELECT r.id, c.user_id, t.code AS credit_type, r.day::text, c.frozen_at IS NOT NULL AS is_frozen,
                   r.resolved_by, iso_instant(r.resolved_at) AS resolved_at
            FROM spending_review r
            JOIN account a ON a.id = r.account_id JOIN customer c ON c.id = a.customer_id JOIN credit_type t ON t.id = a.credit_type_id
            WHERE r.id = ?
            """;

    private final JdbcClient client;

    /** @param client inside the transaction that the caller commits or rolls back; any connection for reading */
    public SpendingReviews(JdbcClient client) {
        this.client = client;
    }

    /**
     * What a look found.
     *
     * @param accounts how many were looked at
     * @param opened how many were put up for review
     * @param frozen how many users were frozen
     */
    public record Look(long accounts, long opened, long frozen) {}

    /**
     * A review that was resolved.
     *
     * @param isFrozen whether the user is frozen, and stays so
     */
    public record Resolved(long review, String user, String creditType, String day, boolean isFrozen) {}

    /** Looks at everybody who was charged anything today or yesterday. */
    public Look check() {
        return client.sql("SELECT accounts, opened, frozen FROM check_spending('-infinity')")
                .query((row, number) -> new Look(row.getLong(1), row.getLong(2), row.getLong(3)))
                .single();
    }

    /** Looks at whoever was charged since the last look, of whichever process; empty if that was within half a minute. */
    public Optional<Look> checkRecent() {
        return client.sql("SELECT accounts, opened, frozen FROM check_recent_spending()")
                .query((row, number) -> new Look(row.getLong(1), row.getLong(2), row.getLong(3)))
                .optional();
    }

    /** How many reviews nobody has resolved. */
    public long open() {
        return client.sql("SELECT count(*) FROM spending_review WHERE resolved_at IS NULL")
                .query(Long.class)
                .single();
    }

    /**
     * A statement with the reviews, those that nobody has resolved before the others, the newest first.
     *
     * @param resolvedToo also those that somebody has resolved
     * @param newest how many at most
     */
    public StatementSpec list(boolean resolvedToo, int newest) {
        return client.sql(LIST).param("all", resolvedToo).param("limit", newest);
    }

    /**
     * Somebody has looked at it: what was charged so far passes. A user who is frozen stays frozen.
     *
     * @return throws a fault of exit 2 if there is no such review, of exit 4 if it is resolved already
     */
    public Resolved resolve(long review, String reason) {
        boolean isOurs = client.sql("SELECT resolve_review(?, ?)")
                .param(review)
                .param(reason)
                .query(Boolean.class)
                .single();
        return client.sql(FIND)
                .param(review)
                .query((row, number) -> {
                    if (!isOurs) {
                        throw Fault.refused(
                                FaultCode.REFUSED,
                                "review " + review + " is resolved already, by " + row.getString("resolved_by")
                                        + " since " + row.getString("resolved_at") + "; nothing was changed",
                                "bursar guardrails reviews --all shows what was said.");
                    }
                    return new Resolved(
                            review,
                            row.getString("user_id"),
                            row.getString("credit_type"),
                            row.getString("day"),
                            row.getBoolean("is_frozen"));
                })
                .optional()
                .orElseThrow(() -> Fault.usage(
                        FaultCode.UNKNOWN_REVIEW,
                        "there is no review " + review + "; nothing was changed",
                        "See 'bursar guardrails reviews' for those that there are."));
    }
}
