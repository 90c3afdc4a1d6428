package dev.bursar.ledger;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One charge, as the host's own call would make it. Null arguments are not given.
 *
 * @param quantity how many units of the price
 * @param items how many items a batch has; its discount depends on them
 * @param key takes effect once; a repeat gets the first answer
 */
public record ChargeRequest(
        String user,
        String action,
        @Nullable Long quantity,
        @Nullable String model,
        @Nullable Long inputTokens,
        @Nullable Long outputTokens,
        @Nullable Integer items,
        String key) {

    /**
     * Calls the schema's function {@code charge}.
     *
     * @return its answer as JSON text: {@code status}, {@code chargedMillicredits}, {@code balanceMillicredits} and, where it
     *     was refused, why
     */
    public String send(JdbcClient client) {
        return client.sql(
                        "SELECT charge(:user, :action, :quantity::bigint, :model::text, :input::bigint, :output::bigint,"
                                + " :items::integer, :key, NULL)")
                .param("user", user)
                .param("action", action)
                .param("quantity", quantity)
                .param("model", model)
                .param("input", inputTokens)
                .param("output", outputTokens)
                .param("items", items)
                .param("key", key)
                .query(String.class)
                .single();
    }
}
