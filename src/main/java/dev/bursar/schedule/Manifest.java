package dev.bursar.schedule;

import dev.bursar.calendar.Cron;
import dev.bursar.config.Setting;
import dev.bursar.fault.FaultCode;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code jobs/<job>/job.yaml} says of a job, checked.
 *
 * @param command what a firing does; <code>{{interval}}</code> stands for what it is for
 * @param runbook what an operator follows when it goes wrong
 * @param replacedBy the setting whose cron expression takes the place of {@code cron} where it is set
 * @param catchUpDays how far back missed intervals are still due, in days
 * @param workers how many threads share a run's work
 * @param onFailure what becomes of the schedule when an interval has failed for good
 * @param deadline after the slot; a run that is not done by then is told of
 * @param keepRunsDays how long its runs are kept, in days
 */
public record Manifest(
        String job,
        String command,
        String runbook,
        Cron cron,
        ZoneId zone,
        @Nullable Setting replacedBy,
        Interval interval,
        int catchUpDays,
        Overlap overlap,
        List<Gate> gates,
        int workers,
        Retries retries,
        OnFailure onFailure,
        Duration deadline,
        int keepRunsDays,
        List<Alert> alerts) {

    /** What becomes of a firing while the run of the one before still works. */
    public enum Overlap {
        SKIP,
        WAIT
    }

    /** What becomes of the schedule after the last try of an interval: the next one is started, or an operator is waited for. */
    public enum OnFailure {
        GO_ON,
        PAUSE
    }

    /**
     * Another job's run that must have ended well first.
     *
     * @param on which interval of that job: the same, or the last day of this one's
     * @param mustBe {@code completed}, or {@code clean} where findings are not enough
     */
    public record Gate(String job, String on, String mustBe) {}

    /**
     * How often and after how long a failed run is tried again.
     *
     * @param factor how much longer each wait is than the one before
     * @param on the faults that can pass by themselves
     */
    public record Retries(int times, Duration firstWait, int factor, List<FaultCode> on) {}

    /** Whom a run's misfortune is told, by how grave it is. */
    public record Alert(String when, String severity) {}
}
