package dev.bursar.schedule;

import dev.bursar.database.Database;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.schedule.Manifest.OnFailure;
import dev.bursar.schedule.Outcome.What;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Does missed intervals at an operator's word, oldest first, also while the schedule is paused. */
public final class CatchUp {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    private final Schedules.OfJob job;
    private final Database database;
    private final RunStarter starter;
    private final int atOnce;
    private final BooleanSupplier isStopped;
    private final Takeover takeover = new Takeover(BursarVersion.here());
    private final Endings endings = new Endings();

    /**
     * @param atOnce starts only while fewer catch-ups are at work, of whatever job; runs of one job never overlap
     * @param isStopped whether to start nothing more
     */
    public CatchUp(Schedules.OfJob job, Database database, RunStarter starter, int atOnce, BooleanSupplier isStopped) {
        this.job = job;
        this.database = database;
        this.starter = starter;
        this.atOnce = atOnce;
        this.isStopped = isStopped;
    }

    /**
     * Does those that were not done. One that fails is not tried again, and ends it where the manifest pauses on failure; one
     * whose gate is shut is left out.
     *
     * @param told of each outcome as it comes
     * @return one outcome each, but for those that an end left out
     * @throws Fault of exit 4 if maintenance is on, or another version of the manifest decides
     */
    public List<Outcome> run(List<MissedIntervals.Item> items, String reason, Consumer<Outcome> told)
            throws InterruptedException {
        begin(items, reason);
        List<Outcome> outcomes = new ArrayList<>();
        for (MissedIntervals.Item item : items) {
            Outcome outcome = item.standing().what() == What.DONE ? item.standing() : one(item, reason);
            outcomes.add(outcome);
            told.accept(outcome);
            boolean endsHere = outcome.what() == What.FAILED && job.manifest().onFailure() == OnFailure.PAUSE;
            if (endsHere || isStopped.getAsBoolean()) {
                return outcomes;
            }
        }
        return outcomes;
    }

    private void begin(List<MissedIntervals.Item> items, String reason) {
        long missing = items.stream()
                .filter(item -> item.standing().what() == What.PLANNED)
                .count();
        database.inTransaction(client -> {
            new Pauses(client).begun(job);
            refuse(client);
            if (missing > 0) {
                new Events(client)
                        .byOperator(
                                job.job(),
                                "caught-up",
                                null,
                                items.getFirst().businessFor() + " to "
                                        + items.getLast().businessFor() + ", " + missing + " of " + items.size()
                                        + " not done: " + reason);
            }
            return null;
        });
    }

    private void refuse(JdbcClient client) {
        ScheduleRow row = new ScheduleRows(client).lock(job.job());
        Optional<String> why = new Obstacles(client).ofAll();
        if (why.isEmpty() && takeover.isOdd(job, row)) {
            why = Optional.of(Takeover.words(job, row));
        }
        why.ifPresent(text -> {
            throw Fault.refused(
                    FaultCode.REFUSED,
                    text + "; nothing was started",
                    "'bursar schedule list' shows how schedules stand.");
        });
    }

    private Outcome one(MissedIntervals.Item item, String reason) throws InterruptedException {
        try (Database session = database.another()) {
            while (!isStopped.getAsBoolean()) {
                Attempt attempt = attempt(item, session);
                if (attempt.answer().isPresent()) {
                    return attempt.answer().get();
                }
                if (attempt.claim().isPresent()) {
                    Outcome outcome = new Start(starter, endings, session)
                            .of(attempt.claim().get(), reason);
                    if (outcome.what() != What.WAITING) {
                        return outcome;
                    }
                }
                Thread.sleep(LOOK_AGAIN);
            }
            return item.standing();
        }
    }

    /** What came of trying to take it up: it is ours, or there is an answer, or neither: somebody else has to end first. */
    private record Attempt(Optional<Claim> claim, Optional<Outcome> answer) {
        static final Attempt LATER = new Attempt(Optional.empty(), Optional.empty());
    }

    private Attempt attempt(MissedIntervals.Item item, Database session) {
        return session.inTransaction(client -> {
            refuse(client);
            DueRows dues = new DueRows(client);
            Optional<RunOfInterval> run = RunOfInterval.find(client, job.job(), item.businessFor());
            boolean isAtWork = dues.atWork(job.job()).isPresent();
            if (!isAtWork && run.filter(RunOfInterval::isCompleted).isPresent()) {
                DueRow due = dues.forCatchUp(job.job(), item.businessFor(), item.slots());
                return new Attempt(Optional.empty(), Optional.of(endings.done(job, due, run.get(), client)));
            }
            Optional<String> gate = new Gates(client).shut(job.manifest().gates(), item.businessFor());
            if (gate.isPresent()) {
                return new Attempt(Optional.empty(), Optional.of(item.standing().but(What.WAITING, gate.get())));
            }
            if (isAtWork || dues.catchUpsAtWork() >= atOnce) {
                return Attempt.LATER;
            }
            DueRow due = dues.forCatchUp(job.job(), item.businessFor(), item.slots());
            return new Attempt(Optional.of(Claim.of(job, due, client)), Optional.empty());
        });
    }
}
