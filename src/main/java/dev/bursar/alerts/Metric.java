package dev.bursar.alerts;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The figures that bursar knows of itself; the query of each stands in {@code alerts/metrics/}, with what it means. */
enum Metric {
    BACKFILL_DIFFERENCE,
    CLOCK_SKEW,
    DEAD_RUNS,
    FAILED_RUNS,
    FROZEN_USERS,
    HISTORY_TRIGGERS_OFF,
    LEGACY_VARIANCE,
    LOST_NODES,
    OPEN_FINDINGS,
    OUTSTANDING_LIABILITY,
    REFUND_RATE,
    REFUSED_USAGE,
    SHADOW_VARIANCE,
    SLOW_QUERIES,
    SPENDING_REVIEWS,
    STALLED_RUNS,
    UNATTENDED_SCHEDULES,
    UNDELIVERED_ALERTS,
    WAITING_INTERVALS;

    /** As an alert file writes it: {@code slow-queries}. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Metric::word).toList();
    }

    static Optional<Metric> find(String word) {
        return Arrays.stream(values())
                .filter(metric -> metric.word().equals(word))
                .findFirst();
    }
}
