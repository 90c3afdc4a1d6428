package dev.bursar.calendar;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The local times that an expression names, on a clock that never changes.
 *
 * @param days suits a date's day of month and of week
 * @param years none set: every year
 */
record LocalSchedule(
        BitSet seconds, BitSet minutes, BitSet hours, Predicate<LocalDate> days, BitSet months, BitSet years) {
    /** The calendar repeats itself after so many years. */
    private static final int YEARS_OF_CALENDAR = 400;

    private static final LocalDate END = LocalDate.of(9999, 12, 31);

    /** The first named time after {@code time}; empty if there is none before the year 10000. */
    Optional<LocalDateTime> after(LocalDateTime time) {
        LocalDateTime from = time.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        Optional<LocalDate> day = dayFrom(from.toLocalDate());
        if (day.isPresent() && day.get().equals(from.toLocalDate())) {
            Optional<LocalTime> later = timeFrom(from.toLocalTime());
            if (later.isPresent()) {
                return later.map(day.get()::atTime);
            }
            day = dayFrom(day.get().plusDays(1));
        }
        return day.flatMap(date -> timeFrom(LocalTime.MIN).map(date::atTime));
    }

    private Optional<LocalDate> dayFrom(LocalDate first) {
        LocalDate day = first;
        boolean isBoundedByYears = !years.isEmpty();
        boolean isNearEnd = first.getYear() > END.getYear() - YEARS_OF_CALENDAR;
        LocalDate end = isBoundedByYears || isNearEnd ? END : first.plusYears(YEARS_OF_CALENDAR);
        while (!day.isAfter(end)) {
            if (isBoundedByYears && !years.get(day.getYear())) {
                int year = years.nextSetBit(day.getYear());
                if (year < 0) {
                    return Optional.empty();
                }
                day = LocalDate.of(year, 1, 1);
            } else if (!months.get(day.getMonthValue())) {
                day = day.withDayOfMonth(1).plusMonths(1);
            } else if (days.test(day)) {
                return Optional.of(day);
            } else {
                day = day.plusDays(1);
            }
        }
        return Optional.empty();
    }

    private Optional<LocalTime> timeFrom(LocalTime from) {
        for (int hour = hours.nextSetBit(from.getHour()); hour >= 0; hour = hours.nextSetBit(hour + 1)) {
            int firstMinute = hour == from.getHour() ? from.getMinute() : 0;
            for (int minute = minutes.nextSetBit(firstMinute); minute >= 0; minute = minutes.nextSetBit(minute + 1)) {
                boolean isSameMinute = hour == from.getHour() && minute == from.getMinute();
                int second = seconds.nextSetBit(isSameMinute ? from.getSecond() : 0);
                if (second >= 0) {
                    return Optional.of(LocalTime.of(hour, minute, second));
                }
            }
        }
        return Optional.empty();
    }
}
