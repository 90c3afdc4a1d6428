package dev.bursar.catalogue;

import dev.bursar.money.Millicredits;
import dev.bursar.money.Money;
import dev.bursar.yaml.Scalars;
import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** Any catalogue that a file can say. */
final class RandomCatalogues {
    private RandomCatalogues() {}

    static Arbitrary<Catalogue> any() {
        return creditTypes().flatMap(types -> {
            Arbitrary<CreditType> type = Arbitraries.of(types);
            return Combinators.combine(
                            plans(type).list().ofMaxSize(3).uniqueElements(Plan::code),
                            type.flatMap(RandomCatalogues::creditPackage)
                                    .list()
                                    .ofMaxSize(3)
                                    .uniqueElements(CreditPackage::code),
                            type.flatMap(RandomCatalogues::price)
                                    .list()
                                    .ofMaxSize(4)
                                    .uniqueElements(Price::action))
                    .as((plans, packages, prices) -> new Catalogue(types, plans, packages, prices));
        });
    }

    private static Arbitrary<List<CreditType>> creditTypes() {
        Arbitrary<@Nullable BigDecimal> rate = decimal("0.001", "1000000000").injectNull(0.3);
        return Combinators.combine(code(), Arbitraries.of(1L, 1_000L), rate)
                .as(CreditType::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .uniqueElements(CreditType::code);
    }

    private static Arbitrary<Plan> plans(Arbitrary<CreditType> type) {
        Arbitrary<List<Allowance>> allowances =
                type.flatMap(RandomCatalogues::allowance).list().ofMaxSize(3).uniqueElements(Allowance::creditType);
        return Combinators.combine(code(), decimal("0", "1000"), Arbitraries.of(MissedPeriods.class), allowances)
                .as(Plan::new);
    }

    private static Arbitrary<Allowance> allowance(CreditType type) {
        Arbitrary<@Nullable Rollover> rollover = Combinators.combine(
                        decimal("0", "100"),
                        amount(type, 0).injectNull(0.3),
                        Arbitraries.integers().between(1, 1_200))
                .as(Rollover::new)
                .injectNull(0.5);
        return Combinators.combine(amount(type, 1), Arbitraries.of(true, false), rollover)
                .as((amount, atPeriodEnd, carried) ->
                        new Allowance(type.code(), amount, atPeriodEnd, atPeriodEnd ? carried : null));
    }

    private static Arbitrary<CreditPackage> creditPackage(CreditType type) {
        Arbitrary<Money> price = Combinators.combine(
                        Arbitraries.longs().between(0, 1_000_000_000_000L), Arbitraries.of("usd", "eur", "try", "nok"))
                .as(Money::new);
        Arbitrary<@Nullable Integer> days =
                Arbitraries.integers().between(1, 36_500).injectNull(0.5);
        return Combinators.combine(code(), price, amount(type, 1), days)
                .as((code, paid, amount, expires) -> new CreditPackage(code, paid, type.code(), amount, expires));
    }

    private static Arbitrary<Price> price(CreditType type) {
        Arbitrary<Price.Caps> caps =
                Combinators.combine(cap(type), cap(type), cap(type)).as(Price.Caps::new);
        Arbitrary<Price.@Nullable Batch> batch = Combinators.combine(
                        Arbitraries.integers().greaterOrEqual(1), decimal("0", "100"))
                .as(Price.Batch::new)
                .injectNull(0.5);
        Arbitrary<Long> per = Arbitraries.longs().between(1, 1_000_000_000_000L);
        Arbitrary<Price> perUnit = Combinators.combine(
                        code(), amount(type, 0), per, code().injectNull(0.3), amount(type, 0), batch, caps)
                .as((action, amount, count, unit, minimum, discount, most) ->
                        new Price.PerUnit(action, type.code(), amount, count, unit, minimum, discount, most));
        Arbitrary<Price> perToken = Combinators.combine(code(), decimal("0.01", "1000"), caps)
                .as((action, markup, most) -> new Price.PerToken(action, type.code(), markup, most));
        return type.creditsPerUsd() == null ? perUnit : Arbitraries.oneOf(perUnit, perToken);
    }

    private static Arbitrary<@Nullable Millicredits> cap(CreditType type) {
        return amount(type, 0).injectNull(0.5);
    }

    private static Arbitrary<Millicredits> amount(CreditType type, long least) {
        long step = type.granularityMillicredits();
        return Arbitraries.longs().between(least, Long.MAX_VALUE / step).map(steps -> Millicredits.of(steps * step));
    }

    private static Arbitrary<BigDecimal> decimal(String least, String most) {
        return Arbitraries.bigDecimals()
                .between(new BigDecimal(least), new BigDecimal(most))
                .ofScale(6);
    }

    /** Also those that YAML takes for something else. */
    private static Arbitrary<String> code() {
        Arbitrary<String> tricky = Arbitraries.of("null", "true", "No", "123", "1e3", "0x1F", "1.5", "a:b", "12:30:00");
        Arbitrary<String> plain = Arbitraries.strings()
                .alpha()
                .numeric()
                .withChars("_.:-")
                .ofMinLength(1)
                .ofMaxLength(64)
                .filter(code -> Scalars.CODE.matcher(code).matches());
        return Arbitraries.frequencyOf(Tuple.of(4, plain), Tuple.of(1, tricky));
    }
}
