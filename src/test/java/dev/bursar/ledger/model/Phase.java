package dev.bursar.ledger.model;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What holds of a subscription from an instant on.
 *
 * @param upgrade it grants credits when it comes
 * @param afterOpening it was said at the very instant at which a period was opened, and found it open
 */
record Phase(
        Instant from,
        String plan,
        String status,
        String cycle,
        LocalDate anchor,
        String zone,
        LocalDate allocateFrom,
        boolean upgrade,
        boolean afterOpening) {
    Grid grid() {
        return new Grid(cycle, anchor, ZoneId.of(zone));
    }

    boolean saysTheSameAs(Phase other) {
        return equals(new Phase(
                from,
                other.plan,
                other.status,
                other.cycle,
                other.anchor,
                other.zone,
                other.allocateFrom,
                upgrade,
                afterOpening));
    }

    Phase with(Instant newFrom, String newPlan, boolean isUpgrade, boolean isAfterOpening) {
        return new Phase(newFrom, newPlan, status, cycle, anchor, zone, allocateFrom, isUpgrade, isAfterOpening);
    }

    /** The same with everything that a wish states put in its place, the plan as given. */
    Phase restated(Wish wish, String newPlan) {
        return new Phase(
                from,
                newPlan,
                or(wish.status(), status),
                or(wish.cycle(), cycle),
                or(wish.anchor(), anchor),
                or(wish.zone(), zone),
                or(wish.allocateFrom(), allocateFrom),
                upgrade,
                afterOpening);
    }

    private static <T> T or(@Nullable T stated, T otherwise) {
        return stated != null ? stated : otherwise;
    }
}
