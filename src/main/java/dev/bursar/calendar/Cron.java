package dev.bursar.calendar;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A cron expression: Unix's five fields (minute, hour, day of month, month, day of week with Sunday 0 or 7; when both day
 * fields are restricted either may match) or Quartz's six or seven (second first, Sunday 1, year last).
 *
 * <p>When clocks change, a schedule with fixed hours fires once for each: one that the change leaves out, at the first instant
 * after it; one that comes twice, the first time. A schedule whose hour has a wildcard or a step fires by elapsed time: whenever
 * the clock on the wall shows a time that it names.
 */
public final class Cron {
    /** Before the first year that an expression may name: one that does not fire after it never does. */
    private static final LocalDateTime BEGINNING = LocalDateTime.of(1969, 12, 31, 23, 59, 59);

    private static final int HOURS_OF_DAY = 24;

    private final String text;
    private final LocalSchedule schedule;
    private final boolean isByElapsedTime;

    private Cron(String text, LocalSchedule schedule, boolean isByElapsedTime) {
        this.text = text;
        this.schedule = schedule;
        this.isByElapsedTime = isByElapsedTime;
    }

    /** Reads an expression; throws a fault of code {@code invalid-cron} if it is malformed or can never fire. */
    public static Cron parse(String expression) {
        String[] fields = expression.strip().split("\\s+");
        String text = String.join(" ", fields);
        try {
            LocalSchedule schedule = CronParser.parse(fields);
            if (schedule.after(BEGINNING).isEmpty()) {
                throw refused("'" + text + "' can never fire: no date has " + dateWords(fields), null);
            }
            String hours = fields[fields.length == 5 ? 1 : 2];
            boolean isEveryHour = schedule.hours().cardinality() == HOURS_OF_DAY;
            return new Cron(text, schedule, isEveryHour || hours.matches(".*[*/].*"));
        } catch (CronMistake e) {
            throw refused("'" + text + "' is no cron expression: " + e.getMessage(), e);
        }
    }

    private static String dateWords(String[] fields) {
        int days = fields.length == 5 ? 2 : 3;
        return "day of month '" + fields[days] + "', month '" + fields[days + 1] + "' and day of week '"
                + fields[days + 2] + "'" + (fields.length == 7 ? " in a year of '" + fields[6] + "'" : "");
    }

    private static Fault refused(String message, @Nullable CronMistake cause) {
        String hint = "Write 5 fields (minute hour day-of-month month day-of-week), such as '0 0 1 * *',"
                + " or Quartz's 6 or 7, such as '0 0 0 1 * ?'.";
        return Fault.of(FaultCode.INVALID_CRON, message, hint, cause);
    }

    /**
     * The next firing.
     *
     * @param after itself no answer, even if the schedule fires then
     * @param zone whose local times the expression names
     * @return empty if there is none before the year 10000
     */
    public Optional<Firing> next(Instant after, ZoneId zone) {
        return isByElapsedTime ? nextByElapsedTime(after, zone) : nextOfFixedHours(after, zone);
    }

    private Optional<Firing> nextOfFixedHours(Instant after, ZoneId zone) {
        LocalDateTime local = LocalDateTime.ofInstant(after, zone);
        while (true) {
            Optional<LocalDateTime> slot = schedule.after(local);
            if (slot.isEmpty()) {
                return Optional.empty();
            }
            Instant at = instantOf(slot.get(), zone);
            if (at.isAfter(after)) {
                return Optional.of(new Firing(at, slot.get()));
            }
            local = slot.get(); // in an hour that is repeated: it fired the first time
        }
    }

    /** When a local time is first reached or, where a clock change leaves it out, passed. */
    private static Instant instantOf(LocalDateTime local, ZoneId zone) {
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        return change != null && change.isGap()
                ? change.getInstant()
                : local.toInstant(zone.getRules().getValidOffsets(local).getFirst());
    }

    /** Between two clock changes the clock on the wall and elapsed time agree. */
    private Optional<Firing> nextByElapsedTime(Instant after, ZoneId zone) {
        ZoneOffset offset = zone.getRules().getOffset(after);
        LocalDateTime local = LocalDateTime.ofInstant(after, offset);
        ZoneOffsetTransition change = zone.getRules().nextTransition(after);
        while (true) {
            Optional<LocalDateTime> slot = schedule.after(local);
            if (slot.isEmpty()) {
                return Optional.empty();
            }
            Instant at = slot.get().toInstant(offset);
            if (change == null || at.isBefore(change.getInstant())) {
                return Optional.of(new Firing(at, slot.get()));
            }
            offset = change.getOffsetAfter();
            local = change.getDateTimeAfter().minusSeconds(1); // the instant of the change itself may be an answer
            change = zone.getRules().nextTransition(change.getInstant());
        }
    }

    /** Its fields, with one space between them. */
    public String text() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cron cron && text.equals(cron.text);
    }

    @Override
    public int hashCode() {
        return Objects.hash(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
