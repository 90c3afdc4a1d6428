package dev.bursar.runbook;

import dev.bursar.calendar.BusinessClock;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a runbook wants to be told.
 *
 * @param description for the operator, on one line
 * @param fallback what it is where nobody says; null: somebody must
 * @param choices of a choice; empty for other types
 */
public record Parameter(
        String name,
        ParameterType type,
        String description,
        @Nullable String fallback,
        List<String> choices) {

    /** What its value must be. */
    public String rule() {
        return type == ParameterType.CHOICE ? String.join(" or ", choices) : type.rule();
    }

    boolean accepts(String text) {
        return type.accepts(text) && (type != ParameterType.CHOICE || choices.contains(text));
    }

    /** A value that it takes. */
    String sample() {
        return choices.isEmpty() ? type.sample() : choices.getFirst();
    }

    /** Days that are named: today and yesterday of a date, this-month and last-month of a month, by business time in UTC. */
    String resolved(String text, BusinessClock clock) {
        return switch (type.word() + " " + text) {
            case "date today" -> clock.today(ZoneOffset.UTC).toString();
            case "date yesterday" -> clock.today(ZoneOffset.UTC).minusDays(1).toString();
            case "month this-month" ->
                YearMonth.from(clock.today(ZoneOffset.UTC)).toString();
            case "month last-month" ->
                YearMonth.from(clock.today(ZoneOffset.UTC)).minusMonths(1).toString();
            default -> text;
        };
    }
}
