package dev.bursar.catalogue;

import static dev.bursar.catalogue.CatalogueTexts.TYPES;
import static dev.bursar.catalogue.CatalogueTexts.catalogue;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Differences are told field by field; what comes or goes as a whole is told once. */
class DifferencesTest {
    private static final String BEFORE = TYPES + """
            plans:
              - code: pro
                multiplier: 0.7
                allowances:
                  - {credit-type: coins, credits: 5000, rollover: {percent: 50, cap: 2000}}
            packages:
              - {code: old, price-cents: 999, currency: usd, credit-type: dust, credits: 9990}
            prices:
              - {action: go, credit-type: coins, credits: 10, per: 500, caps: {day: 100}}
            """;

    private static final String AFTER = TYPES + """
            plans:
              - code: pro
                multiplier: 0.80
                allowances:
                  - {credit-type: coins, credits: 5000, rollover: {percent: 40}}
                  - {credit-type: dust, credits: 1}
            prices:
              - {action: go, credit-type: coins, credits: 10, per: 500, unit: word, caps: {day: 100}}
            """;

    @Test
    void each_field_is_told_with_before_and_after() {
        assertThat(Differences.between(catalogue(BEFORE), catalogue(AFTER)))
                .containsExactly(
                        changed("plans[pro]", "multiplier", "0.7", "0.8"),
                        changed("plans[pro].allowances[coins]", "rollover.percent", "50", "40"),
                        new Difference(
                                Difference.Kind.REMOVED, "plans[pro].allowances[coins]", "rollover.cap", "2000", ""),
                        new Difference(
                                Difference.Kind.ADDED,
                                "plans[pro].allowances[dust]",
                                "",
                                "",
                                "credits: 1, expires: period-end"),
                        new Difference(
                                Difference.Kind.REMOVED,
                                "packages[old]",
                                "",
                                "price-cents: 999, currency: usd, credit-type: dust, credits: 9990, expires: never",
                                ""),
                        new Difference(Difference.Kind.ADDED, "prices[go]", "unit", "", "word"));
    }

    @Test
    void order_comments_and_trailing_zeros_make_no_difference() {
        String reordered = """
                # the same, said otherwise
                prices: []
                credit-types:
                  - {code: dust, credits-per-usd: 1000.00, granularity: 1}
                  - {granularity: 1000, code: "coins"}
                """;
        assertThat(Differences.between(catalogue(TYPES), catalogue(reordered))).isEmpty();
    }

    private static Difference changed(String item, String field, String before, String after) {
        return new Difference(Difference.Kind.CHANGED, item, field, before, after);
    }
}
