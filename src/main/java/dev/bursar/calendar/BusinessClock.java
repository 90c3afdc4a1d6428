package dev.bursar.calendar;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Business time: the system's, or one fixed instant. SQL asks {@code business_now()} for the same. */
public final class BusinessClock {
    private final Clock clock;
    private final boolean fixed;

    private BusinessClock(Clock clock, boolean fixed) {
        this.clock = clock;
        this.fixed = fixed;
    }

    /** Business time is real time. */
    public static BusinessClock system() {
        return new BusinessClock(Clock.systemUTC(), false);
    }

    /** Business time stands still at {@code instant}. */
    public static BusinessClock fixedAt(Instant instant) {
        return new BusinessClock(Clock.fixed(instant, ZoneOffset.UTC), true);
    }

    public Instant now() {
        return clock.instant();
    }

    /** The local date in {@code zone}. */
    public LocalDate today(ZoneId zone) {
        return LocalDate.ofInstant(now(), zone);
    }

    /** Whether someone fixed business time, so that it is not the server's. */
    public boolean isFixed() {
        return fixed;
    }
}
