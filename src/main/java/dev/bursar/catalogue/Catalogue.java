package dev.bursar.catalogue;

import java.util.Comparator;
import java.util.List;

/**
 * What is sold, granted and charged: one whole catalogue file, validated. Every list is in the order of its codes, so that two
 * catalogues are equal exactly when they mean the same.
 */
public record Catalogue(
        List<CreditType> creditTypes, List<Plan> plans, List<CreditPackage> packages, List<Price> prices) {

    /** Nothing at all: what is in force before the first version. */
    static final Catalogue EMPTY = new Catalogue(List.of(), List.of(), List.of(), List.of());

    public Catalogue {
        creditTypes = sorted(creditTypes, Comparator.comparing(CreditType::code));
        plans = sorted(plans, Comparator.comparing(Plan::code));
        packages = sorted(packages, Comparator.comparing(CreditPackage::code));
        prices = sorted(prices, Comparator.comparing(Price::action));
    }

    static <T> List<T> sorted(List<T> items, Comparator<? super T> order) {
        return items.stream().sorted(order).toList();
    }
}
