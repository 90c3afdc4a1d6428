package dev.bursar.catalogue;

import dev.bursar.money.Millicredits;
import org.jspecify.annotations.Nullable;

/**
 * What a plan grants of one credit type for each period.
 *
 * @param amount above zero
 * @param expiresAtPeriodEnd false: never expires
 * @param rollover what is carried into the next period; null: nothing
 */
public record Allowance(
        String creditType,
        Millicredits amount,
        boolean expiresAtPeriodEnd,
        @Nullable Rollover rollover) {}
