package dev.bursar.schedule;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The business interval that a firing is for, reckoned from the local date of its slot. */
public enum Interval {
    DAY("its day"),
    MONTH("its month"),
    PREVIOUS_DAY("the day before"),
    PREVIOUS_MONTH("the month before");

    private static final DateTimeFormatter DAY_WORDS = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter MONTH_WORDS = DateTimeFormatter.ofPattern("MMMM yyyy", Locale.ENGLISH);

    private final String inWords;

    Interval(String inWords) {
        this.inWords = inWords;
    }

    /** As a manifest writes it: {@code previous-month}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Interval::word).toList();
    }

    /** The interval of that word; throws {@link IllegalArgumentException} if there is none. */
    static Interval of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** For people: {@code the month before}. */
    public String inWords() {
        return inWords;
    }

    /** What a slot of that local date is for, as a run's interval: {@code 2026-10}, or {@code 2026-10-31}. */
    public String of(LocalDate slot) {
        LocalDate date = dateOf(slot);
        return isMonth() ? YearMonth.from(date).toString() : date.toString();
    }

    /** The same for people: {@code October 2026}, or {@code 31 October 2026}. */
    public String inWords(LocalDate slot) {
        return (isMonth() ? MONTH_WORDS : DAY_WORDS).format(dateOf(slot));
    }

    private LocalDate dateOf(LocalDate slot) {
        return switch (this) {
            case DAY, MONTH -> slot;
            case PREVIOUS_DAY -> slot.minusDays(1);
            case PREVIOUS_MONTH -> slot.minusMonths(1);
        };
    }

    /** The first local date whose slots are for the interval that holds a date: the reverse of {@link #of(LocalDate)}. */
    LocalDate firstSlotDate(LocalDate inInterval) {
        return switch (this) {
            case DAY -> inInterval;
            case MONTH -> inInterval.withDayOfMonth(1);
            case PREVIOUS_DAY -> inInterval.plusDays(1);
            case PREVIOUS_MONTH -> inInterval.withDayOfMonth(1).plusMonths(1);
        };
    }

    /** The interval that holds a date: {@code 2026-10} for 31 October. */
    String holding(LocalDate date) {
        return of(firstSlotDate(date));
    }

    /** Whether it is a month long. */
    boolean isMonth() {
        return this == MONTH || this == PREVIOUS_MONTH;
    }
}
