package dev.bursar.customers;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** Changes and readings of one user's subscription. Unknown users and plans are faults of exit 2. */
public final class Subscriptions {
    private static final String SHOW = """
            SELECT p.code AS plan, s.status, s.cycle, s.anchor_date, s.zone, s.allocate_from,
                   nullif(s.effective_at, '-infinity') AS effective_at,
                   CASE WHEN s.voided_at IS NOT NULL THEN 'void' WHEN s.effective_at > business_now() THEN 'to come'
                        WHEN s.id = first_value(s.id) OVER (ORDER BY s.voided_at IS NULL AND s.effective_at <= business_now() DESC,
                                                                     s.effective_at DESC, s.id DESC) THEN 'in force'
                        ELSE 'past' END AS state,
                   s.recorded_at, s.actor, s.reason
            FROM subscription_change s JOIN plan p ON p.id = s.plan_id
            WHERE s.customer_id = customer_of(?)
            ORDER BY s.effective_at, s.id
            """;

    private static final String CHANGE = """
            SELECT change_subscription(:user, :plan::text, NULL, NULL, :status, NULL, NULL,
                :effective::date::timestamp AT TIME ZONE coalesce(
                    (SELECT s.zone FROM subscription_change s
                     WHERE s.customer_id = customer_of(:user) AND s.voided_at IS NULL AND s.effective_at <= business_now()
                     ORDER BY s.effective_at DESC, s.id DESC LIMIT 1), 'UTC'),
                :reason::text)
            """;

    private final JdbcClient client;

    /** @param client inside the transaction that the caller commits or rolls back */
    public Subscriptions(JdbcClient client) {
        this.client = client;
    }

    /**
     * Puts a user on a plan, or back on one.
     *
     * @param effective the local date in the subscription's zone (UTC for a first one) with which the change takes effect; null
     *     to change it at once
     * @return the function's JSON: what changed, from when, and what was granted by credit type
     */
    public String set(String user, String plan, @Nullable LocalDate effective, @Nullable String reason) {
        return change(user, plan, "active", effective, reason);
    }

    /** Ends a subscription: no further period opens, what is held stays until it expires. Answers as {@link #set}. */
    public String cancel(String user, @Nullable String reason) {
        return change(user, null, "canceled", null, reason);
    }

    /** A statement with every change of the subscription, oldest first, and its {@code state}: past, in force, to come, void. */
    public StatementSpec history(String user) {
        return client.sql(SHOW).param(user);
    }

    private String change(
            String user, @Nullable String plan, String status, @Nullable LocalDate effective, @Nullable String reason) {
        return client.sql(CHANGE)
                .param("user", user)
                .param("plan", plan)
                .param("status", status)
                .param("effective", effective)
                .param("reason", reason)
                .query(String.class)
                .single();
    }
}
