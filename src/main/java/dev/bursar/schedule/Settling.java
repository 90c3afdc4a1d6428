package dev.bursar.schedule;

import dev.bursar.database.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds again, through its run, what a process had taken up and did not settle: because it died, was cut off, or is not done.
 * Also makes good what had failed and was completed later by hand.
 */
final class Settling {
    /** Who lives and has begun no run for so long is taken for frozen. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Database database;
    private final Endings endings;

    Settling(Database database, Endings endings) {
        this.database = database;
        this.endings = endings;
    }

    /** Looks at one that was at work a moment ago; what became of it, if its process is gone or its run has ended. */
    Optional<Outcome> atWork(Schedules.OfJob job, DueRow seen) {
        return database.inTransaction(client -> {
            new ScheduleRows(client).lock(job.job());
            DueRow due = new DueRows(client).reread(seen);
            if (!due.status().equals("RUNNING")) {
                return Optional.empty();
            }
            Optional<RunOfInterval> ours = RunOfInterval.find(client, due.job(), due.businessFor())
                    .filter(run -> run.startedAt().compareTo(due.claimedAt().orElseThrow()) >= 0);
            if (ours.isPresent() && !ours.get().isAtWork()) {
                return Optional.of(endings.byRun(job, due, ours.get(), client));
            }
            boolean goesOn =
                    ours.isPresent() ? !isDead(ours.get(), client) : Claim.isHeld(due, client) && isFresh(due, client);
            return goesOn ? Optional.empty() : Optional.of(endings.interrupted(due, ours, interruption(ours), client));
        });
    }

    private static boolean isDead(RunOfInterval run, JdbcClient client) {
        return client.sql("SELECT EXISTS (SELECT FROM dead_run WHERE run_id = ?)")
                .param(run.id())
                .query(Boolean.class)
                .single();
    }

    private static String interruption(Optional<RunOfInterval> run) {
        return run.map(found -> "goes on: the process of run " + found.id() + " ended without a word")
                .orElse("goes on: whoever took it up ended before its run began");
    }

    private static boolean isFresh(DueRow due, JdbcClient client) {
        Instant now = client.sql("SELECT clock_timestamp()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
        return due.claimedAt().orElseThrow().isAfter(now.minus(PATIENCE));
    }

    /** Whether a run has been completed since an interval failed; it is done then. */
    Optional<Outcome> failed(Schedules.OfJob job, DueRow seen) {
        Optional<RunOfInterval> run = RunOfInterval.find(database.client(), job.job(), seen.businessFor())
                .filter(RunOfInterval::isCompleted);
        if (run.isEmpty()) {
            return Optional.empty();
        }
        return database.inTransaction(client -> {
            new ScheduleRows(client).lock(job.job());
            DueRow due = new DueRows(client).reread(seen);
            if (!due.status().equals("FAILED")) {
                return Optional.empty();
            }
            new Events(client)
                    .byBursar(
                            due.job(),
                            "made-good",
                            due.businessFor(),
                            run.get().id(),
                            "run " + run.get().id() + " was completed since");
            return Optional.of(endings.done(job, due, run.get(), client));
        });
    }
}
