package dev.bursar.catalogue;

import dev.bursar.money.Millicredits;
import dev.bursar.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * Credits that are sold together.
 *
 * @param amount above zero
 * @param expiresDays days after the purchase at which what remains expires; null: never
 */
public record CreditPackage(
        String code,
        Money price,
        String creditType,
        Millicredits amount,
        @Nullable Integer expiresDays) {}
