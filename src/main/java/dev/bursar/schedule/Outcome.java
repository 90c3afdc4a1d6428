package dev.bursar.schedule;

import java.time.Instant;
import java.util.Optional;

/**
 * What a wake did with one interval, or why it did nothing.
 *
 * @param businessFor the interval
 * @param slot the first slot that it stands for, business time
 * @param what what became of it
 * @param run its run, if it has one
 * @param why it waits, was skipped or failed
 * @param findings how many its run found
 */
public record Outcome(
        String job,
        String businessFor,
        Instant slot,
        What what,
        Optional<Long> run,
        Optional<String> why,
        long findings) {
    /** What became of an interval. */
    public enum What {
        /** Would be started. */
        PLANNED,
        /** Its run was completed. */
        DONE,
        /** Its run failed; {@code why} says whether it is tried again. */
        FAILED,
        /** Its run was stopped, restartable. */
        STOPPED,
        /** Not started now. */
        WAITING,
        /** At work elsewhere. */
        RUNNING,
        /** Will not be started. */
        SKIPPED
    }

    static Outcome skipped(String job, String businessFor, Instant slot, String why) {
        return new Outcome(job, businessFor, slot, What.SKIPPED, Optional.empty(), Optional.of(why), 0);
    }

    static Outcome of(DueRow due, What what, Optional<RunOfInterval> run, Optional<String> why) {
        return new Outcome(
                due.job(),
                due.businessFor(),
                due.slot(),
                what,
                run.map(RunOfInterval::id),
                why,
                run.map(RunOfInterval::findings).orElse(0L));
    }

    static Outcome waiting(DueRow due, String why) {
        return of(due, What.WAITING, Optional.empty(), Optional.of(why));
    }

    /** The same interval, otherwise. */
    Outcome but(What other, String reason) {
        return new Outcome(job, businessFor, slot, other, run, Optional.of(reason), findings);
    }
}
