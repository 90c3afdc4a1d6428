package dev.bursar.catalogue;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;

/**
 * What a subscriber gets.
 *
 * @param multiplier by which per-unit prices are multiplied
 * @param allowances at most one per credit type
 */
public record Plan(String code, BigDecimal multiplier, MissedPeriods missedPeriods, List<Allowance> allowances) {
    public Plan {
        multiplier = Decimals.normal(multiplier);
        allowances = Catalogue.sorted(allowances, Comparator.comparing(Allowance::creditType));
    }
}
