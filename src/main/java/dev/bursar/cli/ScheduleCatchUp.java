package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.operations.Operations;
import dev.bursar.run.StopSignal;
import dev.bursar.schedule.CatchUp;
import dev.bursar.schedule.MissedIntervals;
import dev.bursar.schedule.MissedIntervals.Item;
import dev.bursar.schedule.Outcome;
import dev.bursar.schedule.Outcome.What;
import dev.bursar.schedule.Schedules;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Does missed intervals. */
@Command(
        name = "catch-up",
        description = {
            "Do the intervals from one date to another that were not done, oldest first, also while the schedule is paused.",
            "What was done is left alone, what has not come due is refused (exit 4), gates hold, a failure is not tried again.",
            "Exit 1 if a run failed; else 3 if a gate was shut or a run has findings."
        })
final class ScheduleCatchUp implements Callable<Exit> {
    private static final int MOST_AT_ONCE = 64;

    private final Invocation invocation;

    @Parameters(paramLabel = "JOB", description = "Whose schedule.")
    private String job = "";

    @Option(
            names = "--from",
            paramLabel = "DATE",
            required = true,
            description = "The first date, or a date in the first month.")
    private LocalDate from = LocalDate.EPOCH;

    @Option(
            names = "--to",
            paramLabel = "DATE",
            required = true,
            description = "The last date, or a date in the last month.")
    private LocalDate to = LocalDate.EPOCH;

    @Option(names = "--dry-run", description = "Only say which intervals were done and which would be.")
    private boolean dryRun;

    @Option(
            names = "--at-once",
            paramLabel = "N",
            description = {
                "Start only while fewer than N catch-ups are at work, of whatever job (default: ${DEFAULT-VALUE}).",
                "Runs of one job never overlap."
            })
    private int atOnce = 1;

    ScheduleCatchUp(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() throws InterruptedException {
        if (atOnce < 1 || atOnce > MOST_AT_ONCE) {
            throw Fault.usage(
                    FaultCode.MALFORMED_VALUE,
                    "--at-once " + atOnce + " is out of range",
                    "It must be a whole number from 1 to " + MOST_AT_ONCE + ".");
        }
        Schedules.OfJob schedule = new Schedules(invocation.settings()).of(job);
        List<Item> items = new MissedIntervals(schedule, invocation.database().client()).between(from, to);
        String none = "no firing of " + job + " stands for a date from " + from + " to " + to;
        if (dryRun) {
            ScheduleOutcomes.print(items.stream().map(Item::standing).toList(), none, invocation);
            invocation.note("nothing was started");
            return Exit.DONE;
        }
        return run(schedule, items, none);
    }

    private Exit run(Schedules.OfJob schedule, List<Item> items, String none) throws InterruptedException {
        StopSignal stop = new StopSignal();
        List<Outcome> outcomes;
        try (ProgressLine progress = new ProgressLine(invocation);
                Signals _ = Signals.stop(stop, invocation::note)) {
            Operations operations = new Operations(invocation.database(), stop, progress);
            CatchUp catchUp =
                    new CatchUp(schedule, invocation.database(), operations::start, atOnce, stop::isRequested);
            String reason =
                    "catch-up" + invocation.reason().map(why -> ": " + why).orElse("");
            outcomes = catchUp.run(items, reason, outcome -> invocation.note(ScheduleOutcomes.sentence(outcome)));
        }
        ScheduleOutcomes.print(outcomes, none, invocation);
        if (outcomes.size() < items.size()) {
            invocation.note((items.size() - outcomes.size()) + " more were not begun; call it again to go on");
        }
        return stop.isRequested() ? Exit.INTERRUPTED : exit(outcomes);
    }

    private static Exit exit(List<Outcome> outcomes) {
        if (outcomes.stream().anyMatch(outcome -> outcome.what() == What.FAILED)) {
            return Exit.FAILED;
        }
        boolean isNo = outcomes.stream().anyMatch(outcome -> outcome.what() != What.DONE || outcome.findings() > 0);
        return isNo ? Exit.ANSWER_IS_NO : Exit.DONE;
    }
}
