package dev.bursar.ledger.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A ledger of one user that can be operated and looked at: the model, and the SQL behind the same door. Every operation answers
 * in one line, a refusal with its SQLSTATE; keys are those of the history, made unique by whoever keeps the books.
 */
public interface Books {
    /** What is asked of a charge; {@code occurred} null where it happens as it is asked. */
    record Request(
            String action,
            long quantity,
            int items,
            @Nullable Instant occurred) {}

    /** Sets business time; it never goes back. */
    void setClock(Instant now);

    /** The job for this user, now. */
    void allocate();

    String change(Wish wish);

    String charge(String key, Request request);

    String consume(String key, String creditType, int credits);

    String refund(String key);

    /** @param expires null for never */
    String grant(String key, String creditType, long millicredits, @Nullable Instant expires);

    String adjust(String key, String creditType, long millicredits);

    String purchase(String key, String pack);

    String reset();

    /** Every entry with its movements, every lot and every period, account by account in their order, a line each. */
    List<String> rows();
}
