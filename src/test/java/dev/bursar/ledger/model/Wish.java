package dev.bursar.ledger.model;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A change of a subscription as somebody asks for it; null leaves a thing as it is. */
public record Wish(
        @Nullable String plan,
        @Nullable String cycle,
        @Nullable LocalDate anchor,
        @Nullable String status,
        @Nullable LocalDate allocateFrom,
        @Nullable String zone,
        @Nullable Instant effectiveAt) {
    public static final Wish NOTHING = new Wish(null, null, null, null, null, null, null);

    public static Wish plan(String plan) {
        return new Wish(plan, null, null, null, null, null, null);
    }

    public static Wish status(String status) {
        return new Wish(null, null, null, status, null, null, null);
    }

    public Wish at(Instant effective) {
        return new Wish(plan, cycle, anchor, status, allocateFrom, zone, effective);
    }
}
