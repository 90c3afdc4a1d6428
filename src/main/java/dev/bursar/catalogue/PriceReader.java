package dev.bursar.catalogue;

import dev.bursar.catalogue.Price.Batch;
import dev.bursar.catalogue.Price.Caps;
import dev.bursar.money.Millicredits;
import dev.bursar.yaml.Fields;
import dev.bursar.yaml.Range;
import dev.bursar.yaml.Scalars;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code prices}: what an action costs, per unit or per token, and its caps. */
final class PriceReader {
    private static final Range MARKUP = Range.positiveUpTo(1_000);
    private static final Range COUNT = Range.of(1, 1_000_000_000_000L);
    private static final Range ITEMS = Range.of(1, Integer.MAX_VALUE);
    private static final String PER_TOKEN = "provider-prices";
    private static final List<String> PER_UNIT_ONLY = List.of("credits", "per", "unit", "minimum", "batch");

    private final References references;

    PriceReader(References references) {
        this.references = references;
    }

    List<Price> prices(Fields root) {
        Map<String, Integer> seen = new HashMap<>();
        List<Price> prices = new ArrayList<>();
        for (Fields item : root.list(
                "prices",
                "action",
                "action",
                "credit-type",
                "credits",
                "per",
                "unit",
                "minimum",
                "batch",
                PER_TOKEN,
                "markup",
                "caps")) {
            String action = Scalars.code(item, "action");
            item.claim("action", action, seen);
            CreditType type = references.creditType(item);
            prices.add(Scalars.flag(item, PER_TOKEN) ? perToken(item, action, type) : perUnit(item, action, type));
        }
        return prices;
    }

    private static Price perToken(Fields item, String action, @Nullable CreditType type) {
        for (String key : PER_UNIT_ONLY) {
            if (item.has(key)) {
                item.complain(key, "cannot stand beside provider-prices: true");
            }
        }
        if (type != null && type.creditsPerUsd() == null) {
            item.complain("credit-type", type.code() + " has no credits-per-usd, which provider-prices: true needs");
        }
        item.required("markup");
        BigDecimal markup = Scalars.decimal(item, "markup", BigDecimal.ONE, MARKUP);
        return new Price.PerToken(action, codeOf(type), markup, caps(item, type));
    }

    private static Price perUnit(Fields item, String action, @Nullable CreditType type) {
        if (item.has("markup")) {
            item.complain("markup", "needs provider-prices: true");
        }
        item.required("credits", "is missing; a price has credits, or provider-prices: true with markup");
        return new Price.PerUnit(
                action,
                codeOf(type),
                amountOrZero(item, "credits", type),
                Scalars.whole(item, "per", 1, COUNT),
                Scalars.optionalCode(item, "unit"),
                amountOrZero(item, "minimum", type),
                batch(item),
                caps(item, type));
    }

    private static @Nullable Batch batch(Fields item) {
        Fields batch = item.mapping("batch", "from", "percent");
        if (batch == null) {
            return null;
        }
        batch.required("from");
        batch.required("percent");
        return new Batch(
                (int) Scalars.whole(batch, "from", 1, ITEMS),
                Scalars.decimal(batch, "percent", BigDecimal.ZERO, Range.PERCENT));
    }

    private static Caps caps(Fields item, @Nullable CreditType type) {
        Fields caps = item.mapping("caps", "request", "session", "day");
        if (caps == null) {
            return Caps.NONE;
        }
        return new Caps(
                CreditScalars.amount(caps, "request", type, Range.NOT_NEGATIVE),
                CreditScalars.amount(caps, "session", type, Range.NOT_NEGATIVE),
                CreditScalars.amount(caps, "day", type, Range.NOT_NEGATIVE));
    }

    private static Millicredits amountOrZero(Fields item, String key, @Nullable CreditType type) {
        Millicredits amount = CreditScalars.amount(item, key, type, Range.NOT_NEGATIVE);
        return amount == null ? Millicredits.ZERO : amount;
    }

    private static String codeOf(@Nullable CreditType type) {
        return type == null ? "" : type.code();
    }
}
