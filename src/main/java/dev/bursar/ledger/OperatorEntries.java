package dev.bursar.ledger;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.money.Millicredits;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** What an operator writes into the ledger by hand. Each answers the function's own JSON, as text. */
public final class OperatorEntries {
    private static final String OUT_OF_RANGE = "22003";

    private final JdbcClient client;

    /** @param client inside the transaction that the caller commits or rolls back */
    public OperatorEntries(JdbcClient client) {
        this.client = client;
    }

    /**
     * Gives a user credits as a bonus lot.
     *
     * @param expiresAt null for never
     * @param key takes effect once; a repeat gets the first answer
     * @return {@code status}, {@code grantedMillicredits}, {@code balanceMillicredits}
     */
    public String grant(
            String user,
            String creditType,
            Millicredits credits,
            @Nullable Instant expiresAt,
            String key,
            String reason) {
        return booked(
                user,
                creditType,
                client.sql("SELECT grant_credits(?, ?, ?, ?, ?, ?)")
                        .param(user)
                        .param(creditType)
                        .param(credits.value())
                        .param(expiresAt == null ? null : OffsetDateTime.ofInstant(expiresAt, ZoneOffset.UTC))
                        .param(key)
                        .param(reason));
    }

    /**
     * Corrects a balance up or down; refused (exit 4) where more would be taken than can be spent.
     *
     * @return {@code status}, {@code adjustedMillicredits}, {@code balanceMillicredits}
     */
    public String adjust(String user, String creditType, Millicredits credits, String key, String reason) {
        return booked(
                user,
                creditType,
                client.sql("SELECT adjust_credits(?, ?, ?, ?, ?)")
                        .param(user)
                        .param(creditType)
                        .param(credits.value())
                        .param(key)
                        .param(reason));
    }

    /**
     * Takes a charge back, whole.
     *
     * @param user who was charged; a key of somebody else's charge is unknown
     * @param key the charge's key
     * @return {@code status}, {@code refundedMillicredits}, {@code balanceMillicredits}
     */
    public String refund(String user, String key, String reason) {
        requireChargeOf(user, key);
        return client.sql("SELECT refund(?, ?)")
                .param(key)
                .param(reason)
                .query(String.class)
                .single();
    }

    /** Expires the open period's allowances and grants them anew; answers one object per credit type, in an array. */
    public String resetAllowance(String user, String reason) {
        return client.sql("SELECT reset_allowance(?, ?)")
                .param(user)
                .param(reason)
                .query(String.class)
                .single();
    }

    /** The function's answer; a sum beyond 2^63 is told as what it is. */
    private static String booked(String user, String creditType, StatementSpec call) {
        try {
            return call.query(String.class).single();
        } catch (DataAccessException e) {
            if (e.getMostSpecificCause() instanceof SQLException sql && OUT_OF_RANGE.equals(sql.getSQLState())) {
                throw Fault.usage(
                        FaultCode.AMOUNT_OUT_OF_RANGE,
                        "the " + creditType + " of user '" + user
                                + "' would be more than an account can hold; nothing was changed",
                        "A balance ends at " + Millicredits.of(Long.MAX_VALUE) + " credits.",
                        e);
            }
            throw e;
        }
    }

    private void requireChargeOf(String user, String key) {
        long known = client.sql("""
                        SELECT count(*) FROM entry e JOIN account a ON a.id = e.account_id
                        WHERE a.customer_id = customer_of(?) AND e.idempotency_key = ?""").param(user).param(key).query(Long.class).single();
        if (known == 0) {
            throw Fault.usage(
                    FaultCode.UNKNOWN_KEY,
                    "user '" + user + "' has no charge with key '" + key + "'; nothing was refunded",
                    "bursar ledger USER lists a user's charges with their keys.");
        }
    }
}
