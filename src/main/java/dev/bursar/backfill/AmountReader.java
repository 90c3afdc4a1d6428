package dev.bursar.backfill;

import dev.bursar.yaml.Fields;
import dev.bursar.yaml.Range;
import dev.bursar.yaml.Scalars;
import dev.bursar.yaml.Spelling;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code amount} of a mapping: how amounts are written, in what unit, and over which credit types they are split. */
final class AmountReader {
    static final String[] KEYS = {"unit", "decimal", "thousands", "rounding", "into", "remainder"};

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final Range PERCENT = Range.positiveUpTo(100);
    private static final Pattern SEPARATOR = Pattern.compile("[.,' ]?");
    private static final Pattern DECIMAL = Pattern.compile("[.,]");
    private static final int MOST_DECIMALS = 4;

    private final List<KnownType> types;

    AmountReader(List<KnownType> types) {
        this.types = types;
    }

    NumberFormat numbers(@Nullable Fields amount) {
        if (amount == null || (!amount.has("decimal") && !amount.has("thousands"))) {
            return NumberFormat.CONTRACT;
        }
        String decimal = Scalars.text(amount, "decimal", DECIMAL, "must be \".\" or \",\"");
        String thousands =
                Scalars.text(amount, "thousands", SEPARATOR, "must be \".\" or \",\" or \"'\" or \" \" or \"\"");
        char point = decimal == null ? '.' : decimal.charAt(0);
        if (thousands != null && thousands.indexOf(point) >= 0) {
            amount.complain("thousands", "must not be what stands before decimals too");
        }
        return NumberFormat.declared(point, thousands == null ? "" : thousands);
    }

    /** How amounts are split; empty of shares where the section is not there, which is complained of elsewhere. */
    Split split(@Nullable Fields amount) {
        if (amount == null) {
            return new Split(List.of(), Rounding.REFUSE, -1);
        }
        String unit = Scalars.choice(amount, "unit", "credits", List.of("credits", "millicredits", "cents", "usd"));
        Rounding rounding = Rounding.of(Scalars.choice(amount, "rounding", "refuse", Rounding.words()));
        List<Share> shares = shares(amount, unit);
        return new Split(shares, rounding, remainder(amount, shares));
    }

    private List<Share> shares(Fields amount, String unit) {
        amount.required("into", "is missing; say which credit types amounts become");
        List<Share> shares = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        List<Fields> items = amount.list("into", "credit-type", "credit-type", "percent");
        boolean allSayHowMuch = true;
        for (Fields item : items) {
            KnownType type = type(item);
            if (items.size() > 1) {
                var _ = item.required("percent");
            }
            BigDecimal percent =
                    Scalars.decimal(item, "percent", items.size() > 1 ? BigDecimal.ZERO : HUNDRED, PERCENT);
            allSayHowMuch &= percent.signum() > 0; // zero stands for one that is missing or cannot be read
            if (percent.stripTrailingZeros().scale() > MOST_DECIMALS) {
                item.complain("percent", "must have four decimals at most, but is " + percent.toPlainString());
            }
            if (type != null) {
                item.claim("credit-type", type.code(), seen);
                shares.add(new Share(type, percent, perUnit(item, type, unit).multiply(percent.movePointLeft(2))));
            }
        }
        BigDecimal sum = shares.stream().map(Share::percent).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (shares.size() == items.size() && !items.isEmpty() && allSayHowMuch && sum.compareTo(HUNDRED) != 0) {
            amount.complain("into", lossOf(sum));
        }
        return shares;
    }

    private static String lossOf(BigDecimal sum) {
        BigDecimal off = HUNDRED.subtract(sum);
        return "must add up to 100 %, but adds up to " + sum.toPlainString() + " %: "
                + off.abs().toPlainString() + " % of every balance would be "
                + (off.signum() > 0 ? "lost" : "made out of nothing");
    }

    private @Nullable KnownType type(Fields item) {
        String code = Scalars.code(item, "credit-type");
        List<String> codes = types.stream().map(KnownType::code).toList();
        if (!code.isEmpty() && !codes.contains(code)) {
            item.complain("credit-type", code + " is no credit type of the catalogue; " + Spelling.advice(code, codes));
        }
        return types.stream()
                .filter(type -> type.code().equals(code))
                .findFirst()
                .orElse(null);
    }

    /** Millicredits of one unit of the source's amount. */
    private static BigDecimal perUnit(Fields item, KnownType type, String unit) {
        if (unit.equals("credits") || unit.equals("millicredits")) {
            return unit.equals("credits") ? BigDecimal.valueOf(1_000) : BigDecimal.ONE;
        }
        if (type.creditsPerUsd() == null) {
            item.complain(
                    "credit-type",
                    type.code() + " has no credits-per-usd in the catalogue, so " + unit + " cannot become "
                            + type.code());
            return BigDecimal.ONE;
        }
        return type.creditsPerUsd().movePointRight(unit.equals("usd") ? 3 : 1);
    }

    private static int remainder(Fields amount, List<Share> shares) {
        String code = Scalars.optionalCode(amount, "remainder");
        if (code == null) {
            return -1;
        }
        for (int i = 0; i < shares.size(); i++) {
            if (shares.get(i).type().code().equals(code)) {
                if (!areOfOneRate(shares)) {
                    amount.complain("remainder", "cannot be kept where the credit types have different rates");
                }
                return i;
            }
        }
        amount.complain("remainder", "must be one of the credit types under into, but is " + code);
        return -1;
    }

    /** Whether one percent of an amount is as many millicredits of each. */
    private static boolean areOfOneRate(List<Share> shares) {
        Share first = Objects.requireNonNull(shares.getFirst());
        return shares.stream()
                .allMatch(share -> share.millicreditsPerUnit()
                                .multiply(first.percent())
                                .compareTo(first.millicreditsPerUnit().multiply(share.percent()))
                        == 0);
    }
}
