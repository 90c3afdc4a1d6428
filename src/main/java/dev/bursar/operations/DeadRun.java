package dev.bursar.operations;

import java.util.List;

/**
 * A run whose process died, is frozen or cut off, and what {@link Recovery} did about it.
 *
 * @param run as it stands now
 * @param verdict what comes next
 * @param who the process that had it: {@code process 4711 on ada}
 * @param held its database sessions that could not be ended, in words; while there are any, it may hold locks
 */
public record DeadRun(RunRow run, Verdict verdict, String who, List<String> held) {
    /** What becomes of it. */
    public enum Verdict {
        /** Nobody can commit for it any more: it can go on, by {@link Operations#goOn}. */
        GOES_ON,
        /** It was a dry run, or is for its operator to restart: marked failed. */
        FAILED,
        /** An operator had told it to stop: marked stopped. */
        STOPPED,
        /** It died three times in a row without progress: marked failed, which is worth an alert. */
        CRASH_LOOP,
        /** The lock of its job is still held, by its sessions, which could not be ended, or by another's: nothing can go on. */
        HELD
    }
}
