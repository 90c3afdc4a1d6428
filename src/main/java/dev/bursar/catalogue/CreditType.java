package dev.bursar.catalogue;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One virtual currency.
 *
 * @param granularityMillicredits the step in which it moves: 1, or 1,000 where only whole credits move
 * @param creditsPerUsd what one US dollar buys; null where the type has no value in money
 */
public record CreditType(
        String code, long granularityMillicredits, @Nullable BigDecimal creditsPerUsd) {
    public CreditType {
        creditsPerUsd = Decimals.normalOrNull(creditsPerUsd);
    }
}
