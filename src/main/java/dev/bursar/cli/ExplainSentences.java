package dev.bursar.cli;

import dev.bursar.ledger.Explain;
import dev.bursar.money.Millicredits;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** The rules behind a number, in sentences that support can read to a user. */
final class ExplainSentences {
    private ExplainSentences() {}

    static List<String> of(String user, Instant at, Explain one) {
        List<String> sentences = new ArrayList<>();
        String type = one.creditType();
        sentences.add(user + " at " + at + ": " + Millicredits.of(one.balanceMillicredits()) + " " + type
                + ", of which " + Millicredits.of(one.spendableMillicredits()) + " could be spent.");
        sentences.add(
                first(one.subscription()).map(ExplainSentences::subscription).orElse("No subscription was in force."));
        sentences.add(first(one.catalogue()).map(ExplainSentences::catalogue).orElse("No catalogue was in force."));
        Optional<Map<String, @Nullable Object>> period = first(one.period());
        if (period.isEmpty()) {
            sentences.add("No period of " + type + " was open.");
        } else {
            sentences.add(opening(period.get(), type));
            sentences.add(carriedOver(period.get()));
            sentences.add(closing(period.get()));
        }
        return sentences;
    }

    private static String subscription(Map<String, @Nullable Object> row) {
        return "Subscription: plan " + row.get("plan") + ", " + row.get("status") + ", "
                + (String.valueOf(row.get("cycle")).equals("calendar")
                        ? "calendar months"
                        : "months from anchor day " + row.get("anchorDate"))
                + " in " + row.get("zone") + "; in force " + since(row.get("effectiveAt")) + ", recorded by "
                + row.get("actor") + (row.get("reason") == null ? "" : " (" + row.get("reason") + ")")
                + ". Its multiplier is "
                + plain(row.get("multiplier")) + ".";
    }

    private static String catalogue(Map<String, @Nullable Object> row) {
        return "Catalogue: version " + row.get("version") + ", which applies " + since(row.get("appliesFrom"))
                + (row.get("appliesTo") == null ? "" : " until " + row.get("appliesTo")) + ".";
    }

    private static String opening(Map<String, @Nullable Object> row, String type) {
        return "Period: " + row.get("periodStart") + " to " + row.get("periodEnd") + ", opened by "
                + (row.get("run") == null
                        ? "a charge or a reading (" + row.get("actor") + ")"
                        : "run " + row.get("run"))
                + " under plan " + row.get("plan") + " of catalogue version " + row.get("catalogueVersion")
                + "; granted "
                + credits(row, "grantedMillicredits") + " " + type + ".";
    }

    private static String carriedOver(Map<String, @Nullable Object> row) {
        String held = "Before it " + credits(row, "openingMillicredits") + " were held";
        if (isZero(row, "rolledInMillicredits") && isZero(row, "expiredMillicredits")) {
            return held + "; none of them was an allowance that ended.";
        }
        return held + "; of the ended allowance " + credits(row, "rolledInMillicredits") + " were carried over and "
                + credits(row, "expiredMillicredits") + " expired ("
                + terms(row, "rolledInPercent", "rolledInCapMillicredits", "rolledInPeriods") + ").";
    }

    private static String closing(Map<String, @Nullable Object> row) {
        if (row.get("allowanceMillicredits") == null) {
            return "The plan has no allowance of this type.";
        }
        if (Boolean.FALSE.equals(row.get("expiresAtPeriodEnd"))) {
            return "Its allowance never expires.";
        }
        return "What is left of its allowance at the end of the period: "
                + terms(row, "rolloverPercent", "rolloverCapMillicredits", "rolloverPeriods") + ".";
    }

    private static String terms(Map<String, @Nullable Object> row, String percent, String cap, String periods) {
        if (row.get(percent) == null) {
            return "no rollover, it expires";
        }
        return plain(row.get(percent)) + " % is carried over"
                + (row.get(cap) == null ? "" : ", at most " + credits(row, cap)) + ", each lot "
                + (plain(row.get(periods)).equals("1") ? "once" : "up to " + row.get(periods) + " times")
                + "; the rest expires";
    }

    private static String since(@Nullable Object at) {
        return at == null ? "from the beginning" : "since " + at;
    }

    private static String plain(@Nullable Object number) {
        return number instanceof BigDecimal decimal
                ? decimal.stripTrailingZeros().toPlainString()
                : String.valueOf(number);
    }

    private static boolean isZero(Map<String, @Nullable Object> row, String key) {
        return row.get(key) instanceof Long amount && amount == 0;
    }

    private static String credits(Map<String, @Nullable Object> row, String key) {
        return row.get(key) instanceof Long amount ? Millicredits.of(amount).toString() : "?";
    }

    private static Optional<Map<String, @Nullable Object>> first(StatementSpec statement) {
        return Rows.of(statement).objects().stream().findFirst();
    }
}
