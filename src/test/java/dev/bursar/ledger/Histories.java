package dev.bursar.ledger;

import dev.bursar.ledger.model.History;
import dev.bursar.ledger.model.History.Beginning;
import dev.bursar.ledger.model.History.Step;
import dev.bursar.ledger.model.Operation;
import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Random histories under {@link ProofTerms}. */
final class Histories {
    private static final int DAY = 24 * 60;
    private static final Arbitrary<String> PLANS = Arbitraries.of("free", "basic", "pro", "odd", "mixed");
    private static final Arbitrary<String> TYPES = Arbitraries.of("shobeis", "analysis", "credits");
    private static final Arbitrary<String> CYCLES = Arbitraries.of("calendar", "anniversary");
    private static final Arbitrary<Integer> ANCHORS = Arbitraries.frequency(
            Tuple.of(2, 31), Tuple.of(1, 30), Tuple.of(1, 29), Tuple.of(1, 15), Tuple.of(1, 7), Tuple.of(1, 1));
    private static final Arbitrary<String> ZONES = Arbitraries.frequency(
            Tuple.of(4, "UTC"),
            Tuple.of(1, "Europe/Berlin"),
            Tuple.of(1, "Pacific/Auckland"),
            Tuple.of(1, "America/Havana"),
            Tuple.of(1, "America/Santiago"));

    private Histories() {}

    static Arbitrary<History> any() {
        return Combinators.combine(beginnings(), steps().list().ofMinSize(1).ofMaxSize(22))
                .as(History::new);
    }

    private static Arbitrary<Beginning> beginnings() {
        Arbitrary<Instant> starts = Arbitraries.of(
                Instant.parse("2025-12-31T23:30:00Z"),
                Instant.parse("2026-01-20T09:15:00Z"),
                Instant.parse("2026-09-01T00:00:00Z"));
        return Combinators.combine(
                        starts,
                        PLANS,
                        CYCLES,
                        ANCHORS,
                        ZONES,
                        Arbitraries.integers().between(-45, 25))
                .as(Beginning::new);
    }

    private static Arbitrary<Step> steps() {
        Arbitrary<Integer> gaps = Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.just(0)),
                Tuple.of(3, Arbitraries.integers().between(1, 600)),
                Tuple.of(4, Arbitraries.integers().between(1, 20).map(days -> days * DAY + 77)),
                Tuple.of(1, Arbitraries.integers().between(21, 100).map(days -> days * DAY)));
        Arbitrary<Boolean> toMidnight = Arbitraries.frequency(Tuple.of(6, false), Tuple.of(1, true));
        return Combinators.combine(gaps, toMidnight, operations()).as(Step::new);
    }

    private static Arbitrary<Operation> operations() {
        return Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.just(new Operation.Nothing())),
                Tuple.of(6, charges()),
                Tuple.of(
                        4,
                        Combinators.combine(TYPES, Arbitraries.integers().between(1, 4_000))
                                .as(Operation.Consume::new)),
                Tuple.of(3, Arbitraries.integers().between(1, 5).map(Operation.Refund::new)),
                Tuple.of(
                        2,
                        Combinators.combine(
                                        TYPES,
                                        Arbitraries.integers().between(1, 900),
                                        Arbitraries.integers().between(0, 60))
                                .as(Operation.Grant::new)),
                Tuple.of(
                        2,
                        Combinators.combine(TYPES, Arbitraries.integers().between(-600, 600))
                                .as(Operation.Adjust::new)),
                Tuple.of(2, Arbitraries.of("starter", "sprint").map(Operation.Purchase::new)),
                Tuple.of(1, Arbitraries.just(new Operation.Reset())),
                Tuple.of(2, Arbitraries.integers().between(1, 4).map(Operation.Repeat::new)),
                Tuple.of(1, Arbitraries.integers().between(-10, 60).map(Operation.Postpone::new)),
                Tuple.of(6, changes()));
    }

    private static Arbitrary<Operation> charges() {
        Arbitrary<Integer> late = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.just(0)),
                Tuple.of(2, Arbitraries.integers().between(-5, 60)),
                Tuple.of(2, Arbitraries.integers().between(60, 40 * DAY)),
                Tuple.of(1, Arbitraries.just(-6)));
        return Combinators.combine(
                        Arbitraries.of("ANALYSIS", "tiny", "probe"),
                        Arbitraries.longs().between(0, 90_000),
                        Arbitraries.integers().between(1, 12),
                        late)
                .as(Operation.Charge::new);
    }

    private static Arbitrary<Operation> changes() {
        Arbitrary<Integer> ahead = Arbitraries.frequencyOf(
                Tuple.of(5, Arbitraries.just(0)),
                Tuple.of(1, Arbitraries.integers().between(1, 50)));
        Arbitrary<Operation> plans = Combinators.combine(PLANS, ahead)
                .as((plan, days) -> new Operation.Change(plan, null, null, null, null, days));
        Arbitrary<Operation> statuses = Combinators.combine(Arbitraries.of("canceled", "active"), ahead)
                .as((status, days) -> new Operation.Change(null, null, null, status, null, days));
        Arbitrary<Operation> grids = Combinators.combine(
                        CYCLES.injectNull(0.5), ANCHORS.injectNull(0.3), ZONES.injectNull(0.6), ahead)
                .as((cycle, anchor, zone, days) -> new Operation.Change(null, cycle, anchor, null, zone, days));
        Arbitrary<Operation> all = Combinators.combine(
                        PLANS, CYCLES, ANCHORS, Arbitraries.of("canceled", "active"), ZONES, ahead)
                .as(Operation.Change::new);
        return Arbitraries.oneOf(plans, statuses, grids, all);
    }
}
