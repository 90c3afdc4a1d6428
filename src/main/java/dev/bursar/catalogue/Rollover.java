package dev.bursar.catalogue;

import dev.bursar.money.Millicredits;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How much of an unused allowance is carried over.
 *
 * @param percent of what remains, 0 to 100
 * @param cap the most that is carried; null: no cap
 * @param periods how often one lot may be carried over
 */
public record Rollover(BigDecimal percent, @Nullable Millicredits cap, int periods) {
    public Rollover {
        percent = Decimals.normal(percent);
    }
}
