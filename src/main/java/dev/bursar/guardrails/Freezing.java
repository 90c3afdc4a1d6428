package dev.bursar.guardrails;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** Whose credits stand still: a frozen user is not charged, whatever the balance; allocation goes on. Every word is kept. */
public final class Freezing {
    private static final String HISTORY = """
            SELECT f.effective_at AS at, c.user_id, CASE WHEN f.frozen THEN 'frozen' ELSE 'thawed' END AS what, f.actor, f.reason, f.review_id AS review
            FROM freeze_change f JOIN customer c ON c.id = f.customer_id
            WHERE :user::text IS NULL OR c.id = customer_of(:user)
            ORDER BY f.id DESC LIMIT :limit
            """;

    private final JdbcClient client;

    /** @param client inside the transaction that the caller commits or rolls back; any connection for reading */
    public Freezing(JdbcClient client) {
        this.client = client;
    }

    /** Freezes from now on; false if the user was frozen already, and then nothing changes. Unknown users are a fault. */
    public boolean freeze(String user, String reason) {
        return changed("SELECT freeze_customer(customer_of(?), ?)", user, reason);
    }

    /**
     * Thaws, and resolves the user's open reviews; false if the user was not frozen. Unknown users are a fault.
     *
     * @param reason null where the operator gave none
     */
    public boolean unfreeze(String user, @Nullable String reason) {
        return changed("SELECT thaw_customer(customer_of(?), ?)", user, reason);
    }

    private boolean changed(String sql, String user, @Nullable String reason) {
        return Objects.requireNonNull(
                client.sql(sql).param(user).param(reason).query(Boolean.class).single());
    }

    /**
     * A statement with every freeze and thaw, the newest first.
     *
     * @param user only of this user; null for all
     * @param newest how many of the newest at most
     */
    public StatementSpec history(@Nullable String user, int newest) {
        return client.sql(HISTORY).param("user", user).param("limit", newest);
    }
}
