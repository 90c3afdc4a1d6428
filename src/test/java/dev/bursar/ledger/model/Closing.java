package dev.bursar.ledger.model;

import dev.bursar.ledger.model.Holding.Lot;
import dev.bursar.ledger.model.Schedule.Period;
import dev.bursar.ledger.model.Terms.Rollover;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is carried over when a period is closed and the next follows at once. */
final class Closing {
    private Closing() {}

    /** How much stays in each lot: R = min(cap, floor_to_granularity(U × percent / 100)), in the newest lots first. */
    static Map<Lot, Long> keep(Terms terms, String creditType, Schedule schedule, Period closed, List<Lot> lots) {
        Instant justBefore = closed.end().minusNanos(1_000);
        var allowance = terms.at(justBefore)
                .plan(schedule.before(closed.end()).plan())
                .allowances()
                .get(creditType);
        Rollover rollover = allowance == null ? null : allowance.rollover();
        if (rollover == null || !terms.rolloverIsOn(justBefore)) {
            return Map.of();
        }
        List<Lot> rolling = lots.reversed().stream()
                .filter(lot -> lot.source.equals("allowance") && lot.remaining > 0 && lot.hasEndedBy(closed.end()))
                .filter(lot -> lot.carried < rollover.periods())
                .toList();
        long unused = rolling.stream().mapToLong(lot -> lot.remaining).sum();
        long share = BigDecimal.valueOf(unused)
                        .multiply(rollover.percent())
                        .divide(BigDecimal.valueOf(100L * terms.granularity(creditType)), 0, RoundingMode.FLOOR)
                        .longValueExact()
                * terms.granularity(creditType);
        long left = rollover.cap() == null ? share : Math.min(rollover.cap(), share);
        Map<Lot, Long> kept = new HashMap<>();
        for (Lot lot : rolling) {
            long stays = Math.min(left, lot.remaining);
            kept.put(lot, stays);
            left -= stays;
        }
        return kept;
    }
}
