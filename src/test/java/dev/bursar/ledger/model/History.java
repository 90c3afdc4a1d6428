package dev.bursar.ledger.model;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** A subscription and what happened to it, at times of its own. */
public record History(Beginning beginning, List<Step> steps) {
    private static final Duration HALF_A_YEAR = Duration.ofDays(183);

    /** @param allocateFromDays how many days after the start the first allowance is due; may be negative */
    public record Beginning(
            Instant start, String plan, String cycle, int anchorDay, String zone, int allocateFromDays) {
        Wish wish() {
            LocalDate day = LocalDate.ofInstant(start, ZoneId.of(zone)).plusDays(allocateFromDays);
            return new Wish(plan, cycle, LocalDate.of(2026, 1, anchorDay), "active", day, zone, null);
        }
    }

    /** @param toMidnight whether to wait on for the next midnight in UTC, where periods begin */
    public record Step(int minutesLater, boolean toMidnight, Operation operation) {
        Instant after(Instant before) {
            Instant at = before.plus(Duration.ofMinutes(minutesLater));
            return toMidnight ? at.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(1)) : at;
        }
    }

    /** Plays it, and brings the books up to date half a year after the last step. */
    public List<String> play(Books books) {
        return play(books, _ -> {});
    }

    /**
     * Plays it, and brings the books up to date half a year after the last step.
     *
     * @param beforeEach told the step's number, when the clock has moved on to it
     * @return what the books answered to each step
     */
    public List<String> play(Books books, IntConsumer beforeEach) {
        List<String> answers = playSteps(books, beforeEach);
        books.setClock(lastStep().plus(HALF_A_YEAR));
        books.allocate();
        return answers;
    }

    /** When its last step happens. */
    public Instant lastStep() {
        Instant at = beginning.start;
        for (Step step : steps) {
            at = step.after(at);
        }
        return at;
    }

    /** As {@link #play(Books, IntConsumer)}, but leaves the books as the last step left them. */
    public List<String> playSteps(Books books, IntConsumer beforeEach) {
        List<String> answers = new ArrayList<>();
        List<Operation> earlier = new ArrayList<>();
        Instant now = beginning.start;
        books.setClock(now);
        answers.add(books.change(beginning.wish()));
        for (Step step : steps) {
            now = step.after(now);
            books.setClock(now);
            beforeEach.accept(earlier.size());
            String answer = step.operation.on(books, now, earlier.size(), earlier);
            answers.add(now + " k" + earlier.size() + " " + step.operation + ": " + answer);
            earlier.add(step.operation);
        }
        return answers;
    }
}
