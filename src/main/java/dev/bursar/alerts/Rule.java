package dev.bursar.alerts;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When to raise an alert by itself.
 *
 * @param source the file in which it stands
 * @param figure where the value comes from; null only for a rule that is off
 * @param holds how long the condition must have held, the file's {@code for}
 * @param window the time that a query looks back over, its {@code :window}
 * @param every how often at most the figure is read; zero for each round
 * @param runbook what to follow when it fires
 * @param offBecause why it is not evaluated; null if it is
 */
record Rule(
        String name,
        String source,
        Severity severity,
        @Nullable Figure figure,
        Threshold threshold,
        Duration holds,
        Duration window,
        Duration every,
        SummaryText summary,
        @Nullable String runbook,
        @Nullable String offBecause) {

    /** The figure to read; empty for a rule that is off. */
    Optional<Figure> inForce() {
        return offBecause == null ? Optional.ofNullable(figure) : Optional.empty();
    }

    /** The alert of one of its readings. */
    String key(String label) {
        return "rule:" + name + (label.isEmpty() ? "" : ":" + label);
    }

    /** The alert that says that it cannot be evaluated. */
    String brokenKey() {
        return "rule-broken:" + name;
    }

    /** For people: {@code above 5 for 1m}. */
    String condition() {
        return threshold + (holds.isZero() ? "" : " for " + Span.shown(holds));
    }
}
