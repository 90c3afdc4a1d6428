package dev.bursar.schedule;

import dev.bursar.schedule.Manifest.OnFailure;
import dev.bursar.schedule.Manifest.Retries;
import dev.bursar.schedule.Outcome.What;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What becomes of an interval when its start is over. Everything here is inside a transaction that has locked the schedule. */
final class Endings {
    /** So long a start that found the job at work is not tried again. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    /** The longest wait before a try, however often its factor was applied. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    /** By the row of its run, which has ended since it was taken up. */
    Outcome byRun(Schedules.OfJob job, DueRow due, RunOfInterval run, JdbcClient client) {
        return switch (run.status()) {
            case "COMPLETED" -> {
                if (run.covers(due.lastSlot())) {
                    yield done(job, due, run, client);
                }
                yield again(
                        due,
                        "waits for another round: its run saw business time " + run.at() + ", before its last slot",
                        client);
            }
            case "STOPPED" ->
                run.toldToStop()
                        ? stopped(job, due, run, client)
                        : again(due, "goes on: its process was told to end", client);
            default ->
                failed(
                        job,
                        due,
                        Optional.of(run),
                        run.errorCode().orElse("run-failed"),
                        run.errorMessage().orElse("run " + run.id() + " failed"),
                        client);
        };
    }

    Outcome done(Schedules.OfJob job, DueRow due, RunOfInterval run, JdbcClient client) {
        new DueStates(client).done(due, run.id());
        new Telling(client).done(job, due, run);
        return Outcome.of(due, What.DONE, Optional.of(run), Optional.empty());
    }

    /** A start failed: it is tried again if its fault can pass by itself and tries are left. */
    Outcome failed(
            Schedules.OfJob job,
            DueRow due,
            Optional<RunOfInterval> run,
            String code,
            String message,
            JdbcClient client) {
        Retries retries = job.manifest().retries();
        Long id = run.map(RunOfInterval::id).orElse(null);
        boolean canPass = retries.on().stream().anyMatch(fault -> fault.word().equals(code));
        if (canPass && due.isFromSchedule() && due.tries() < retries.times()) {
            Instant next = Claims.businessNow(client).plus(wait(retries, due.tries()));
            String why = "waits until " + next + " to try again, " + (due.tries() + 1) + " of " + retries.times() + ": "
                    + message;
            new DueStates(client).tryAgain(due, id, why, next);
            return Outcome.of(due, What.FAILED, run, Optional.of(why));
        }
        new DueStates(client).failed(due, id, message);
        new Events(client).byBursar(due.job(), "failed", due.businessFor(), id, message);
        new Telling(client).failed(job, due, run, message);
        if (job.manifest().onFailure() == OnFailure.PAUSE && due.isFromSchedule()) {
            String note = due.businessFor() + " failed: " + message;
            new ScheduleRows(client).pause(due.job(), Events.BURSAR, note);
            new Events(client).byBursar(due.job(), "paused", due.businessFor(), id, note);
        }
        return Outcome.of(due, What.FAILED, run, Optional.of(message));
    }

    private static Duration wait(Retries retries, int tries) {
        Duration wait = retries.firstWait();
        for (int i = 0; i < tries && wait.compareTo(LONGEST_WAIT) < 0; i++) {
            wait = wait.multipliedBy(retries.factor());
        }
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    /** An operator ended its run: it is theirs to go on with. */
    private static Outcome stopped(Schedules.OfJob job, DueRow due, RunOfInterval run, JdbcClient client) {
        String why = "run " + run.id() + " was stopped; go on with: bursar runs restart " + run.id();
        new DueStates(client).failed(due, run.id(), why);
        new Events(client).byBursar(due.job(), "stopped", due.businessFor(), run.id(), why);
        new Telling(client).stopped(job, due, run);
        return Outcome.of(due, What.STOPPED, Optional.of(run), Optional.of(why));
    }

    /** The job is at work for somebody else, who holds its lock. */
    Outcome busy(DueRow due, String message, JdbcClient client) {
        String why = "waits for the job to be free: " + message;
        new DueStates(client)
                .wait(due, why, Optional.of(Claims.businessNow(client).plus(LOOK_AGAIN)));
        return Outcome.waiting(due, why);
    }

    /** Whoever had taken it up is gone. */
    Outcome interrupted(DueRow due, Optional<RunOfInterval> run, String why, JdbcClient client) {
        new Events(client)
                .byBursar(
                        due.job(),
                        "interrupted",
                        due.businessFor(),
                        run.map(RunOfInterval::id).orElse(null),
                        why);
        return again(due, why, client);
    }

    private static Outcome again(DueRow due, String why, JdbcClient client) {
        new DueStates(client).wait(due, why, Optional.empty());
        return Outcome.waiting(due, why);
    }
}
