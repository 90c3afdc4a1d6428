package dev.bursar.catalogue;

import dev.bursar.money.Millicredits;
import dev.bursar.yaml.Fields;
import dev.bursar.yaml.Range;
import dev.bursar.yaml.Scalars;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code plans}: multipliers, allowances, rollover. */
final class PlanReader {
    private static final String PERIOD_END = "period-end";
    private static final String NEVER = "never";
    private static final Range MULTIPLIER = Range.of(0, 1_000);
    private static final Range PERIODS = Range.of(1, 1_200);

    private final References references;

    PlanReader(References references) {
        this.references = references;
    }

    List<Plan> plans(Fields root) {
        Map<String, Integer> seen = new HashMap<>();
        List<Plan> plans = new ArrayList<>();
        for (Fields item : root.list("plans", "code", "code", "multiplier", "missed-periods", "allowances")) {
            String code = Scalars.code(item, "code");
            item.claim("code", code, seen);
            BigDecimal multiplier = Scalars.decimal(item, "multiplier", BigDecimal.ONE, MULTIPLIER);
            plans.add(new Plan(code, multiplier, missedPeriods(item), allowances(item)));
        }
        return plans;
    }

    private static MissedPeriods missedPeriods(Fields plan) {
        List<String> words =
                Arrays.stream(MissedPeriods.values()).map(MissedPeriods::word).toList();
        return MissedPeriods.of(Scalars.choice(plan, "missed-periods", MissedPeriods.GRANT_EACH.word(), words));
    }

    private List<Allowance> allowances(Fields plan) {
        Map<String, Integer> seen = new HashMap<>();
        List<Allowance> allowances = new ArrayList<>();
        for (Fields item : plan.list("allowances", "credit-type", "credit-type", "credits", "expires", "rollover")) {
            CreditType type = references.creditType(item);
            if (type != null) {
                item.claim("credit-type", type.code(), seen);
            }
            item.required("credits");
            Millicredits amount = CreditScalars.amount(item, "credits", type, Range.POSITIVE);
            allowances.add(new Allowance(
                    type == null ? "" : type.code(),
                    amount == null ? Millicredits.ZERO : amount,
                    expiresAtPeriodEnd(item),
                    rollover(item, type)));
        }
        return allowances;
    }

    private static boolean expiresAtPeriodEnd(Fields allowance) {
        return Scalars.choice(allowance, "expires", PERIOD_END, List.of(PERIOD_END, NEVER))
                .equals(PERIOD_END);
    }

    private static @Nullable Rollover rollover(Fields allowance, @Nullable CreditType type) {
        Fields rollover = allowance.mapping("rollover", "percent", "cap", "periods");
        if (rollover == null) {
            return null;
        }
        if (!expiresAtPeriodEnd(allowance)) {
            allowance.complain("rollover", "needs expires: period-end; what never expires is not carried over");
        }
        rollover.required("percent");
        return new Rollover(
                Scalars.decimal(rollover, "percent", BigDecimal.ZERO, Range.PERCENT),
                CreditScalars.amount(rollover, "cap", type, Range.NOT_NEGATIVE),
                (int) Scalars.whole(rollover, "periods", 1, PERIODS));
    }
}
