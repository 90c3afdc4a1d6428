package dev.bursar.ledger;

import dev.bursar.ledger.model.Terms;
import dev.bursar.ledger.model.Terms.Allowance;
import dev.bursar.ledger.model.Terms.Pack;
import dev.bursar.ledger.model.Terms.Plan;
import dev.bursar.ledger.model.Terms.Price;
import dev.bursar.ledger.model.Terms.Rollover;
import dev.bursar.ledger.model.Terms.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The catalogue of the examples: the plans of the design, and one that grants only the latest of missed periods. */
final class DeskTerms {
    private static final Rollover HALF = new Rollover(BigDecimal.valueOf(50), 2_000_000L, 1);

    static final Terms ALL = new Terms(
            Map.of("credits", 1L, "shobeis", 1_000L, "analysis", 1_000L),
            List.of(new Version(
                    Instant.MIN,
                    List.of(
                            plan("free", "1", false, new Allowance(100_000, true, null), 5),
                            plan("pro", "0.7", false, new Allowance(5_000_000, true, HALF), 100),
                            plan("enterprise", "0.6", false, new Allowance(25_000_000, true, HALF), 20),
                            plan("lazy", "1", true, new Allowance(1_000_000, true, HALF), 5)),
                    List.of(
                            new Price("ANALYSIS", "shobeis", 10_000, 500, 1_000, 10, BigDecimal.TEN),
                            new Price("tiny", "credits", 123, 7, 0, null, BigDecimal.ZERO)),
                    List.of(
                            new Pack("starter", "credits", 9_990_000, 999, null),
                            new Pack("sprint", "shobeis", 500_000, 450, 20)))),
            List.of());

    private DeskTerms() {}

    private static Plan plan(String code, String multiplier, boolean latestOnly, Allowance shobeis, int analysis) {
        return new Plan(
                code,
                new BigDecimal(multiplier),
                latestOnly,
                Map.of("shobeis", shobeis, "analysis", new Allowance(analysis * 1_000L, true, null)));
    }
}
