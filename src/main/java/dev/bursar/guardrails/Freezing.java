package dev.bursar.guardrails;

import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whose credits stand still: a frozen user is not charged, whatever the balance; allocation goes on. */
public final class Freezing {
    private final JdbcClient client;

    /** @param client inside the transaction that the caller commits or rolls back */
    public Freezing(JdbcClient client) {
        this.client = client;
    }

    /** Freezes from now on; false if the user was frozen already, and then nothing changes. Unknown users are a fault. */
    public boolean freeze(String user, String reason) {
        return client.sql("UPDATE customer SET frozen_at = business_now(), frozen_reason = ?"
                                + " WHERE id = customer_of(?) AND frozen_at IS NULL")
                        .param(reason)
                        .param(user)
                        .update()
                == 1;
    }

    /** Thaws; false if the user was not frozen. Unknown users are a fault. */
    public boolean unfreeze(String user) {
        return client.sql("UPDATE customer SET frozen_at = NULL, frozen_reason = NULL"
                                + " WHERE id = customer_of(?) AND frozen_at IS NOT NULL")
                        .param(user)
                        .update()
                == 1;
    }

    /** {@code frozen_at} and {@code frozen_reason}, both null for a user who is not frozen. */
    public Map<String, Object> state(String user) {
        return client.sql("SELECT frozen_at, frozen_reason FROM customer WHERE id = customer_of(?)")
                .param(user)
                .query()
                .singleRow();
    }
}
