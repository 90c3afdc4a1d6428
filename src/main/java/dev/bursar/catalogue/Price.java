package dev.bursar.catalogue;

import dev.bursar.money.Millicredits;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What one action costs, in one credit type. */
public sealed interface Price {
    String action();

    String creditType();

    Caps caps();

    /**
     * A price per started unit: {@code ceil(quantity / per) × amount}.
     *
     * @param unit what is counted, for people; null: nothing said
     * @param minimum the least that a request costs
     * @param batch null: no discount
     */
    record PerUnit(
            String action,
            String creditType,
            Millicredits amount,
            long per,
            @Nullable String unit,
            Millicredits minimum,
            @Nullable Batch batch,
            Caps caps)
            implements Price {}

    /**
     * The provider's price of the tokens.
     *
     * @param markup by which the provider's price is multiplied, above zero
     */
    record PerToken(String action, String creditType, BigDecimal markup, Caps caps) implements Price {
        public PerToken {
            markup = Decimals.normal(markup);
        }
    }

    /**
     * A discount on large requests.
     *
     * @param from the number of items from which it holds, for all of them
     * @param percent 0 to 100
     */
    record Batch(int from, BigDecimal percent) {
        public Batch {
            percent = Decimals.normal(percent);
        }
    }

    /**
     * How much one account may be charged for the action; null: no cap.
     *
     * @param session within 60 minutes
     * @param day within one UTC day
     */
    record Caps(
            @Nullable Millicredits request,
            @Nullable Millicredits session,
            @Nullable Millicredits day) {
        /** No cap at all. */
        static final Caps NONE = new Caps(null, null, null);
    }
}
