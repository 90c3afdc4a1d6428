package dev.bursar.reconciliation;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Something that is broken, as a snapshot shows it.
 *
 * @param kind the invariant's code
 * @param accountId 0 for what belongs to no account
 * @param place where in the account's books; empty for the account itself
 * @param amountMillicredits by how much the books are off; null where the fault is no amount
 * @param evidence the figures that disagree, as JSON
 */
record Seen(
        String kind, long accountId, String place, @Nullable BigDecimal amountMillicredits, String evidence) {
    /** Reads a row of {@code check-range.sql}. */
    static Seen of(ResultSet row) throws SQLException {
        return new Seen(
                row.getString("kind"),
                row.getLong("account_id"),
                row.getString("place"),
                row.getBigDecimal("amount_millicredits"),
                row.getString("evidence"));
    }
}
