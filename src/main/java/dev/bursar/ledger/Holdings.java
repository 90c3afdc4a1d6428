package dev.bursar.ledger;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * What one user has: balances, entries, lots. Each answer is a statement ready to be read; its columns are the views' own, in
 * their order.
 */
public final class Holdings {
    private static final String BALANCES = """
            SELECT t.code AS credit_type, a.balance_millicredits,
                   (SELECT coalesce(sum(s.remaining), 0)::bigint FROM spendable_lots(a.id, business_now()) AS s) AS spendable_millicredits
            FROM account a JOIN credit_type t ON t.id = a.credit_type_id
            WHERE a.customer_id = customer_of(:user)
            ORDER BY t.id
            """;

    /** The newest entries, oldest first. */
    private static final String ENTRIES = """
            SELECT n.* FROM (
                SELECT l.* FROM credit_ledger l
                WHERE l.user_id = :user AND (:type::text IS NULL OR l.credit_type = :type)
                ORDER BY l.id DESC LIMIT :limit) AS n
            ORDER BY n.id
            """;

    private static final String LOTS = """
            SELECT l.* FROM credit_lot l
            WHERE l.user_id = :user AND (:type::text IS NULL OR l.credit_type = :type) AND (:all OR l.remaining_millicredits > 0)
            ORDER BY l.credit_type, l.remaining_millicredits = 0, l.priority, l.expires_at NULLS LAST, l.id
            """;

    private final JdbcClient client;
    private final String user;

    /** Throws a fault of code {@code unknown-user} when the user is not there. */
    public Holdings(JdbcClient client, String user) {
        this.client = client;
        this.user = user;
        client.sql("SELECT customer_of(?)").param(user).query(Long.class).single();
    }

    /** One row per credit type: what the account holds, and what of it can be spent now. */
    public StatementSpec balances() {
        return client.sql(BALANCES).param("user", user);
    }

    /**
     * Rows of {@code credit_ledger}, oldest first.
     *
     * @param creditType only of this type; null for all
     * @param newest how many of the newest at most
     */
    public StatementSpec entries(@Nullable String creditType, int newest) {
        return client.sql(ENTRIES).param("user", user).param("type", creditType).param("limit", newest);
    }

    /**
     * Rows of {@code credit_lot} in the order of consumption.
     *
     * @param creditType only of this type; null for all
     * @param emptyToo also those that hold nothing any more, at the end
     */
    public StatementSpec lots(@Nullable String creditType, boolean emptyToo) {
        return client.sql(LOTS).param("user", user).param("type", creditType).param("all", emptyToo);
    }
}
