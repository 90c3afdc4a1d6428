package dev.bursar.schedule;

import dev.bursar.database.Database;
import dev.bursar.database.SqlFaults;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.run.Jobs;
import dev.bursar.run.RunParameters;
import dev.bursar.run.RunRequest;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Starts the run of an interval that this process has taken up, waits for its end, and writes down what became of it. */
final class Start {
    private static final Logger LOG = LoggerFactory.getLogger(Start.class);

    private final RunStarter starter;
    private final Endings endings;
    private final Database session;

    /** @param session of this thread alone; it holds the claim */
    Start(RunStarter starter, Endings endings, Database session) {
        this.starter = starter;
        this.endings = endings;
        this.session = session;
    }

    /** What became of it. Where not even that can be written, it is found again through its run. */
    Outcome of(Claim claim, String reason) {
        try {
            Optional<Fault> fault = attempt(claim, reason);
            return session.inTransaction(client -> settle(claim, fault, client));
        } finally {
            release(claim);
        }
    }

    private Optional<Fault> attempt(Claim claim, String reason) {
        try {
            var _ = starter.start(request(claim, reason));
            return Optional.empty();
        } catch (Fault fault) {
            return Optional.of(fault);
        } catch (RuntimeException e) {
            return Optional.of(SqlFaults.find(e)
                    .orElseGet(() -> Fault.failed(
                            FaultCode.DEFECT,
                            claim.due() + " could not be started: " + e,
                            "This is a defect of bursar; please report it.",
                            e)));
        }
    }

    private RunRequest request(Claim claim, String reason) {
        Manifest manifest = claim.job().manifest();
        RunParameters parameters = Jobs.find(manifest.job())
                .validate(StartCommand.values(manifest, claim.due().businessFor()), session.client());
        return new RunRequest(manifest.job(), parameters, 1, false, manifest.workers(), Optional.of(reason));
    }

    private Outcome settle(Claim claim, Optional<Fault> fault, JdbcClient client) {
        Schedules.OfJob job = claim.job();
        new ScheduleRows(client).lock(job.job());
        DueRow due = new DueRows(client).reread(claim.due());
        Optional<RunOfInterval> run = RunOfInterval.find(client, due.job(), due.businessFor());
        if (!due.status().equals("RUNNING") || due.claims() != claim.due().claims()) {
            return settledMeanwhile(due, run);
        }
        if (fault.filter(found -> found.code() == FaultCode.ALREADY_RUNNING).isPresent()) {
            return endings.busy(due, fault.get().getMessage(), client);
        }
        Optional<RunOfInterval> ended = run.filter(found ->
                !found.isAtWork() && !found.startedAt().isBefore(due.claimedAt().orElseThrow()));
        if (ended.isPresent()) {
            return endings.byRun(job, due, ended.get(), client);
        }
        return endings.failed(
                job,
                due,
                Optional.empty(),
                fault.map(found -> found.code().word()).orElse(FaultCode.RUN_FAILED.word()),
                fault.map(Fault::getMessage).orElse("its run cannot be found"),
                client);
    }

    /** This process was taken for dead while it was cut off; what the others made of it stands. */
    private static Outcome settledMeanwhile(DueRow due, Optional<RunOfInterval> run) {
        return switch (due.status()) {
            case "DONE" -> Outcome.of(due, Outcome.What.DONE, run, Optional.empty());
            case "FAILED" -> Outcome.of(due, Outcome.What.FAILED, run, due.why());
            default -> Outcome.of(due, Outcome.What.WAITING, run, due.why());
        };
    }

    private void release(Claim claim) {
        try {
            claim.release(session.client());
        } catch (DataAccessException e) {
            LOG.debug("the connection that held the claim of {} is gone, and the claim with it", claim.due(), e);
        }
    }
}
