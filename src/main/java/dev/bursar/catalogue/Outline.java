package dev.bursar.catalogue;

import dev.bursar.money.Millicredits;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A catalogue as a file would say it: sections of mappings from key to {@link String}, {@link BigDecimal}, {@link Boolean},
 * mapping or list of mappings, in the order in which people write them. Printing and comparing both go by it.
 */
final class Outline {
    private Outline() {}

    /** The four sections by name. */
    static Map<String, List<Map<String, Object>>> of(Catalogue catalogue) {
        Map<String, List<Map<String, Object>>> sections = new LinkedHashMap<>();
        sections.put("credit-types", each(catalogue.creditTypes(), Outline::creditType));
        sections.put("plans", each(catalogue.plans(), Outline::plan));
        sections.put("packages", each(catalogue.packages(), Outline::creditPackage));
        sections.put("prices", each(catalogue.prices(), Outline::price));
        return sections;
    }

    private static <T> List<Map<String, Object>> each(List<T> items, Function<T, Map<String, Object>> outline) {
        return items.stream().map(outline).toList();
    }

    private static Map<String, Object> creditType(CreditType type) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("code", type.code());
        fields.put("granularity", BigDecimal.valueOf(type.granularityMillicredits()));
        putIfGiven(fields, "credits-per-usd", type.creditsPerUsd());
        return fields;
    }

    private static Map<String, Object> plan(Plan plan) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("code", plan.code());
        fields.put("multiplier", plan.multiplier());
        fields.put("missed-periods", plan.missedPeriods().word());
        fields.put("allowances", each(plan.allowances(), Outline::allowance));
        return fields;
    }

    private static Map<String, Object> allowance(Allowance allowance) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("credit-type", allowance.creditType());
        fields.put("credits", allowance.amount().toCredits());
        fields.put("expires", allowance.expiresAtPeriodEnd() ? "period-end" : "never");
        Rollover rollover = allowance.rollover();
        if (rollover != null) {
            Map<String, Object> rolled = new LinkedHashMap<>();
            rolled.put("percent", rollover.percent());
            putIfGiven(rolled, "cap", credits(rollover.cap()));
            rolled.put("periods", BigDecimal.valueOf(rollover.periods()));
            fields.put("rollover", rolled);
        }
        return fields;
    }

    private static Map<String, Object> creditPackage(CreditPackage item) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("code", item.code());
        fields.put("price-cents", BigDecimal.valueOf(item.price().cents()));
        fields.put("currency", item.price().currency());
        fields.put("credit-type", item.creditType());
        fields.put("credits", item.amount().toCredits());
        Integer days = item.expiresDays();
        fields.put("expires", days == null ? "never" : Map.of("days", BigDecimal.valueOf(days)));
        return fields;
    }

    private static Map<String, Object> price(Price price) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("action", price.action());
        fields.put("credit-type", price.creditType());
        switch (price) {
            case Price.PerUnit unit -> {
                fields.put("credits", unit.amount().toCredits());
                fields.put("per", BigDecimal.valueOf(unit.per()));
                putIfGiven(fields, "unit", unit.unit());
                fields.put("minimum", unit.minimum().toCredits());
                putIfGiven(fields, "batch", batch(unit.batch()));
            }
            case Price.PerToken token -> {
                fields.put("provider-prices", true);
                fields.put("markup", token.markup());
            }
        }
        Map<String, Object> caps = new LinkedHashMap<>();
        putIfGiven(caps, "request", credits(price.caps().request()));
        putIfGiven(caps, "session", credits(price.caps().session()));
        putIfGiven(caps, "day", credits(price.caps().day()));
        putIfGiven(fields, "caps", caps.isEmpty() ? null : caps);
        return fields;
    }

    private static @Nullable Map<String, Object> batch(Price.@Nullable Batch batch) {
        if (batch == null) {
            return null;
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("from", BigDecimal.valueOf(batch.from()));
        fields.put("percent", batch.percent());
        return fields;
    }

    private static @Nullable BigDecimal credits(@Nullable Millicredits amount) {
        return amount == null ? null : amount.toCredits();
    }

    private static void putIfGiven(Map<String, Object> fields, String key, @Nullable Object value) {
        if (value != null) {
            fields.put(key, value);
        }
    }
}
