package dev.bursar.schedule;

import dev.bursar.schedule.Manifest.Overlap;
import dev.bursar.schedule.Schedule.Due;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Turns the slots that have passed since a schedule's watermark into due intervals. Under the schedule's lock, so that a slot
 * that several wakes or nodes see at once is taken up once.
 */
final class Slots {
    /** More wait for the next look, so that a transaction stays short after a long time down. */
    private static final int MOST_AT_ONCE = 20_000;

    private final ScheduleRows rows;
    private final DueRows dues;
    private final Events events;

    Slots(JdbcClient client) {
        this.rows = new ScheduleRows(client);
        this.dues = new DueRows(client);
        this.events = new Events(client);
    }

    /** Whether a slot has passed since the watermark. */
    static boolean hasPassed(Schedule schedule, Instant watermark, Instant now) {
        return schedule.next(watermark)
                .filter(due -> !due.firing().at().isAfter(now))
                .isPresent();
    }

    /**
     * Takes up what has passed; nothing while the schedule is paused, whose watermark then stands still.
     *
     * @return the intervals that will not be done, each with why
     */
    List<Outcome> take(Schedules.OfJob job, Instant now) {
        ScheduleRow row = rows.lock(job.job());
        if (row.pause().isPresent()) {
            return List.of();
        }
        Map<String, List<Instant>> slots = new LinkedHashMap<>();
        Instant upTo = row.watermark();
        for (int taken = 0; ; taken++) {
            Optional<Due> due = job.schedule().next(upTo);
            if (due.isEmpty() || due.get().firing().at().isAfter(now)) {
                upTo = now;
                break;
            }
            if (taken == MOST_AT_ONCE) {
                break;
            }
            upTo = due.get().firing().at();
            slots.computeIfAbsent(due.get().businessFor(), _ -> new ArrayList<>())
                    .add(upTo);
        }
        rows.moveWatermark(job.job(), upTo);
        return slots.isEmpty() ? List.of() : enqueue(job, slots, now);
    }

    private List<Outcome> enqueue(Schedules.OfJob job, Map<String, List<Instant>> slots, Instant now) {
        Instant horizon = now.minus(Duration.ofDays(job.manifest().catchUpDays()));
        List<Outcome> skipped = new ArrayList<>();
        List<String> tooOld = new ArrayList<>();
        slots.forEach((businessFor, all) -> {
            Optional<Instant> covered = dues.lastSlotOf(job.job(), businessFor);
            List<Instant> fresh = all.stream()
                    .filter(slot -> covered.filter(last -> !slot.isAfter(last)).isEmpty())
                    .toList();
            if (fresh.isEmpty()) {
                return;
            }
            if (fresh.getLast().isBefore(horizon)) {
                String why = "older than the window of " + job.manifest().catchUpDays() + " days";
                dues.skip(job.job(), businessFor, fresh, why);
                tooOld.add(businessFor);
                skipped.add(Outcome.skipped(job.job(), businessFor, fresh.getFirst(), why));
                return;
            }
            Optional<DueRow> atWork =
                    dues.atWork(job.job()).filter(due -> due.businessFor().equals(businessFor));
            if (atWork.isPresent() && job.manifest().overlap() == Overlap.SKIP) {
                String why = "the start for the slot before was still at work";
                dues.skip(job.job(), businessFor, fresh, why);
                skipped.add(Outcome.skipped(job.job(), businessFor, fresh.getFirst(), why));
            } else if (!dues.fold(job.job(), businessFor, fresh)) {
                dues.add(job, businessFor, fresh);
            }
        });
        if (!tooOld.isEmpty()) {
            events.byBursar(job.job(), "skipped", null, null, words(job, tooOld));
        }
        return skipped;
    }

    private static String words(Schedules.OfJob job, List<String> intervals) {
        String first = intervals.getFirst();
        String last = intervals.getLast();
        return (intervals.size() == 1
                        ? first + " is"
                        : intervals.size() + " intervals from " + first + " to " + last + " are")
                + " older than the window of " + job.manifest().catchUpDays() + " days; to do them all the same:"
                + " bursar schedule catch-up " + job.job() + " --from " + first + " --to " + last;
    }
}
