package dev.bursar.ledger.model;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * The boundaries of months: the first of each (calendar) or the anchor's day, clamped to the month (anniversary), when the day
 * begins in the zone.
 */
public record Grid(String cycle, LocalDate anchor, ZoneId zone) {
    private static final int SHORTEST_DAYS = 15;

    /** The boundary at or before an instant. */
    public Instant startOf(Instant at) {
        LocalDate day = dayOf(at);
        YearMonth month = YearMonth.from(day);
        LocalDate boundary = boundaryIn(month);
        return beginningOf(boundary.isAfter(day) ? boundaryIn(month.minusMonths(1)) : boundary);
    }

    /** Where a period ends that starts at an instant: the next boundary, or the one after it if that is under 15 days away. */
    public Instant endAfter(Instant start) {
        LocalDate day = dayOf(start);
        YearMonth month = YearMonth.from(day);
        if (!boundaryIn(month).isAfter(day)) {
            month = month.plusMonths(1);
        }
        if (ChronoUnit.DAYS.between(day, boundaryIn(month)) < SHORTEST_DAYS) {
            month = month.plusMonths(1);
        }
        return beginningOf(boundaryIn(month));
    }

    /** Local days from one instant to another, the first day included. */
    public long days(Instant from, Instant to) {
        return ChronoUnit.DAYS.between(dayOf(from), dayOf(to));
    }

    public Instant beginningOf(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }

    private LocalDate dayOf(Instant at) {
        return LocalDate.ofInstant(at, zone);
    }

    private LocalDate boundaryIn(YearMonth month) {
        int day = cycle.equals("calendar") ? 1 : anchor.getDayOfMonth();
        return month.atDay(Math.min(day, month.lengthOfMonth()));
    }
}
