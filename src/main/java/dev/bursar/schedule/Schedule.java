package dev.bursar.schedule;

import dev.bursar.calendar.Cron;
import dev.bursar.calendar.Firing;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * When something is due, and for which interval each time.
 *
 * @param cron names local times
 * @param zone in which they are local
 */
public record Schedule(Cron cron, ZoneId zone, Interval interval) {
    /** One time at which it is due. */
    public record Due(Firing firing, Interval interval) {
        /** The interval that it is for, as a run's: {@code 2026-10}. */
        public String businessFor() {
            return interval.of(firing.slot().toLocalDate());
        }

        /** The same for people: {@code October 2026}. */
        public String businessForInWords() {
            return interval.inWords(firing.slot().toLocalDate());
        }
    }

    /** The next time after an instant; empty if there is none before the year 10000. */
    public Optional<Due> next(Instant after) {
        return cron.next(after, zone).map(firing -> new Due(firing, interval));
    }

    /** The next times after an instant, at most {@code count}, in order. */
    public List<Due> next(Instant after, int count) {
        List<Due> dues = new ArrayList<>();
        Instant from = after;
        while (dues.size() < count) {
            Optional<Due> due = next(from);
            if (due.isEmpty()) {
                return dues;
            }
            dues.add(due.get());
            from = due.get().firing().at();
        }
        return dues;
    }
}
