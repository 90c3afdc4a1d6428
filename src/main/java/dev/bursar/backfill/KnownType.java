package dev.bursar.backfill;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A credit type that balances can be migrated to.
 *
 * @param granularity in millicredits: what it holds is a multiple of this
 * @param creditsPerUsd null where it has no rate
 */
record KnownType(
        int id, String code, long granularity, @Nullable BigDecimal creditsPerUsd) {
    /** Those of the catalogue in force. */
    static List<KnownType> inForce(JdbcClient client) {
        return client.sql(Backfill.statement("list-credit-types"))
                .query((row, index) -> new KnownType(
                        row.getInt("id"),
                        row.getString("code"),
                        row.getLong("granularity_millicredits"),
                        row.getBigDecimal("credits_per_usd")))
                .list();
    }
}
