package dev.bursar.schedule;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.schedule.Outcome.What;
import dev.bursar.schedule.Schedule.Due;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The intervals of a span of dates for which a schedule has fired, oldest first, and which of them were done. */
public final class MissedIntervals {
    private static final long MOST_DAYS = 3_660;

    private final Schedules.OfJob job;
    private final JdbcClient client;

    public MissedIntervals(Schedules.OfJob job, JdbcClient client) {
        this.job = job;
        this.client = client;
    }

    /**
     * One interval.
     *
     * @param slots that stand for it and have passed, in order
     * @param standing {@code PLANNED} if it was not done, {@code RUNNING}, or {@code DONE}
     */
    public record Item(String businessFor, List<Instant> slots, Outcome standing) {}

    /**
     * Those that a span touches: of a job by months, the months of its dates.
     *
     * @throws Fault of exit 2 if the span is turned round or longer than ten years, of exit 4 if it ends in an interval that has
     *     not come due yet
     */
    public List<Item> between(LocalDate from, LocalDate to) {
        if (to.isBefore(from) || ChronoUnit.DAYS.between(from, to) > MOST_DAYS) {
            throw Fault.usage(
                    FaultCode.USAGE,
                    to.isBefore(from)
                            ? "--to " + to + " is before --from " + from
                            : "from " + from + " to " + to + " are more than " + MOST_DAYS + " days",
                    "Give the first and the last date to catch up on, at most " + MOST_DAYS + " days apart.");
        }
        Instant now = Claims.businessNow(client);
        refuseFuture(to, now);
        List<Item> items = new ArrayList<>();
        slots(from, to, now).forEach((businessFor, slots) -> items.add(item(businessFor, slots)));
        return items;
    }

    private void refuseFuture(LocalDate to, Instant now) {
        Interval interval = job.schedule().interval();
        LocalDate first = interval.firstSlotDate(to);
        Optional<Due> due = job.schedule()
                .next(first.atStartOfDay(job.schedule().zone()).toInstant().minusNanos(1));
        boolean isToCome = first.atStartOfDay(job.schedule().zone()).toInstant().isAfter(now);
        boolean isBeforeItsSlot = due.filter(next -> next.businessFor().equals(interval.holding(to)))
                .filter(next -> next.firing().at().isAfter(now))
                .isPresent();
        if (isToCome || isBeforeItsSlot) {
            throw Fault.refused(
                    FaultCode.PERIOD_IN_FUTURE,
                    job.job() + " for " + interval.holding(to) + " has not come due yet: it is " + now
                            + due.map(next -> ", and the next slot from then on is "
                                            + next.firing().at())
                                    .orElse(""),
                    "Let --to be an earlier date; what is to come is the schedule's.");
        }
    }

    private Map<String, List<Instant>> slots(LocalDate from, LocalDate to, Instant now) {
        Schedule schedule = job.schedule();
        String last = schedule.interval().holding(to);
        Map<String, List<Instant>> slots = new LinkedHashMap<>();
        Instant after = schedule.interval()
                .firstSlotDate(from)
                .atStartOfDay(schedule.zone())
                .toInstant()
                .minusNanos(1);
        while (true) {
            Optional<Due> due = schedule.next(after);
            if (due.isEmpty()
                    || due.get().firing().at().isAfter(now)
                    || due.get().businessFor().compareTo(last) > 0) {
                return slots;
            }
            after = due.get().firing().at();
            slots.computeIfAbsent(due.get().businessFor(), _ -> new ArrayList<>())
                    .add(after);
        }
    }

    private Item item(String businessFor, List<Instant> slots) {
        Optional<RunOfInterval> run = RunOfInterval.find(client, job.job(), businessFor);
        Optional<DueRow> due = new DueRows(client).ofInterval(job.job(), businessFor);
        boolean isAtWork = due.filter(row -> row.status().equals("RUNNING")).isPresent();
        boolean isDone = run.filter(RunOfInterval::isCompleted).isPresent();
        What what = isAtWork ? What.RUNNING : isDone ? What.DONE : What.PLANNED;
        Optional<String> why = isAtWork
                ? Optional.of("is at work")
                : isDone
                        ? Optional.of("was done already")
                        : Optional.of(due.map(MissedIntervals::words).orElse("was never taken up"));
        Outcome standing =
                new Outcome(job.job(), businessFor, slots.getFirst(), what, run.map(RunOfInterval::id), why, 0);
        return new Item(businessFor, slots, standing);
    }

    private static String words(DueRow due) {
        return switch (due.status()) {
            case "SKIPPED" -> "was skipped" + due.why().map(why -> ": " + why).orElse("");
            case "FAILED" -> "failed";
            case "WAITING" -> "waits in the queue";
            default -> "its run is not completed";
        };
    }
}
