package dev.bursar.ledger;

import dev.bursar.ledger.model.Terms;
import dev.bursar.ledger.model.Terms.Allowance;
import dev.bursar.ledger.model.Terms.Pack;
import dev.bursar.ledger.model.Terms.Plan;
import dev.bursar.ledger.model.Terms.Price;
import dev.bursar.ledger.model.Terms.Rollover;
import dev.bursar.ledger.model.Terms.Span;
import dev.bursar.ledger.model.Terms.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A catalogue that is made to be awkward: plans that raise one allowance and lower another, allowances in millicredits or that
 * never expire, rollover with and without a cap and for several periods, a second version, and a month without rollover.
 */
final class ProofTerms {
    private static final Instant SECOND_VERSION = Instant.parse("2026-05-15T12:00:00Z");

    static final Terms ALL = new Terms(
            Map.of("credits", 1L, "shobeis", 1_000L, "analysis", 1_000L),
            List.of(
                    new Version(
                            Instant.MIN,
                            List.of(
                                    plan("free", "1", Map.of("shobeis", whole(100), "analysis", whole(5))),
                                    plan(
                                            "basic",
                                            "0.9",
                                            Map.of(
                                                    "shobeis",
                                                    rolling(1_000_000, "25", 250_000L, 1),
                                                    "analysis",
                                                    whole(25))),
                                    plan(
                                            "pro",
                                            "0.7",
                                            Map.of(
                                                    "shobeis",
                                                    rolling(5_000_000, "50", 2_000_000L, 1),
                                                    "analysis",
                                                    rolling(100_000, "33", null, 2))),
                                    plan(
                                            "odd",
                                            "0.333",
                                            Map.of(
                                                    "shobeis",
                                                    rolling(3_000_000, "100", null, 3),
                                                    "credits",
                                                    rolling(777_777, "33.3", 100_001L, 1))),
                                    plan(
                                            "mixed",
                                            "1",
                                            Map.of(
                                                    "shobeis",
                                                    whole(7_000),
                                                    "analysis",
                                                    whole(10),
                                                    "credits",
                                                    new Allowance(50_000, false, null)))),
                            prices(10_000, 500, 123),
                            packages(9_990_000)),
                    new Version(
                            SECOND_VERSION,
                            List.of(
                                    plan("free", "1", Map.of("shobeis", whole(200))),
                                    plan(
                                            "basic",
                                            "0.9",
                                            Map.of(
                                                    "shobeis",
                                                    rolling(1_000_000, "30", null, 2),
                                                    "analysis",
                                                    whole(30))),
                                    plan(
                                            "pro",
                                            "0.65",
                                            Map.of(
                                                    "shobeis",
                                                    rolling(6_000_000, "40", 1_500_000L, 1),
                                                    "analysis",
                                                    whole(100))),
                                    plan(
                                            "odd",
                                            "0.333",
                                            Map.of(
                                                    "shobeis",
                                                    rolling(3_000_000, "100", null, 3),
                                                    "credits",
                                                    rolling(777_777, "33.3", 100_001L, 1))),
                                    plan(
                                            "mixed",
                                            "1",
                                            Map.of(
                                                    "shobeis",
                                                    whole(7_000),
                                                    "analysis",
                                                    whole(10),
                                                    "credits",
                                                    whole(50)))),
                            prices(12_000, 250, 77),
                            packages(10_000_000))),
            List.of(new Span(Instant.parse("2026-03-20T00:00:00Z"), Instant.parse("2026-04-10T00:00:00Z"))));

    private ProofTerms() {}

    private static Plan plan(String code, String multiplier, Map<String, Allowance> allowances) {
        return new Plan(code, new BigDecimal(multiplier), false, allowances);
    }

    private static Allowance whole(long credits) {
        return new Allowance(credits * 1_000, true, null);
    }

    private static Allowance rolling(long millicredits, String percent, @Nullable Long cap, int periods) {
        return new Allowance(millicredits, true, new Rollover(new BigDecimal(percent), cap, periods));
    }

    private static List<Price> prices(long analysis, long per, long tiny) {
        return List.of(
                new Price("ANALYSIS", "shobeis", analysis, per, 1_000, 10, new BigDecimal("12.5")),
                new Price("tiny", "credits", tiny, 7, 0, null, BigDecimal.ZERO),
                new Price("probe", "analysis", 1_000, 30_000, 2_000, 3, BigDecimal.TEN));
    }

    private static List<Pack> packages(long starter) {
        return List.of(
                new Pack("starter", "credits", starter, 999, null), new Pack("sprint", "shobeis", 500_000, 450, 20));
    }
}
