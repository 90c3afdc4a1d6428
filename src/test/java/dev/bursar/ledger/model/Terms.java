package dev.bursar.ledger.model;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a history plays under: credit types, the versions of the catalogue, and when rollover was switched off.
 *
 * @param granularities millicredits in which each credit type moves
 * @param versions in any order
 * @param rolloverOff the spans in which shobeis_rollover_enabled is false
 */
public record Terms(Map<String, Long> granularities, List<Version> versions, List<Span> rolloverOff) {
    /** A catalogue file. */
    public record Version(Instant from, List<Plan> plans, List<Price> prices, List<Pack> packages) {
        public Plan plan(String code) {
            return plans.stream()
                    .filter(plan -> plan.code.equals(code))
                    .findFirst()
                    .orElseThrow();
        }

        public Price price(String action) {
            return prices.stream()
                    .filter(price -> price.action.equals(action))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** @param allowances by credit type */
    public record Plan(String code, BigDecimal multiplier, boolean latestOnly, Map<String, Allowance> allowances) {}

    /** @param expires at the period's end; never if false */
    public record Allowance(
            long millicredits, boolean expires, @Nullable Rollover rollover) {}

    /** @param cap millicredits; null for none */
    public record Rollover(BigDecimal percent, @Nullable Long cap, int periods) {}

    /** @param batchFrom items from which the discount holds; null for none */
    public record Price(
            String action,
            String creditType,
            long base,
            long per,
            long minimum,
            @Nullable Integer batchFrom,
            BigDecimal batchPercent) {}

    /** @param days until it expires; null for never */
    public record Pack(
            String code,
            String creditType,
            long millicredits,
            long cents,
            @Nullable Integer days) {}

    /** Half-open. */
    public record Span(Instant start, Instant end) {
        public boolean contains(Instant at) {
            return !at.isBefore(start) && at.isBefore(end);
        }
    }

    /** The version in force at an instant. */
    public Version at(Instant at) {
        return versions.stream()
                .filter(version -> !version.from.isAfter(at))
                .max(Comparator.comparing(Version::from))
                .orElseThrow();
    }

    public long granularity(String creditType) {
        return granularities.getOrDefault(creditType, 1L);
    }

    public boolean rolloverIsOn(Instant at) {
        return rolloverOff.stream().noneMatch(span -> span.contains(at));
    }
}
