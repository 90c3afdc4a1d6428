package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.operations.Operations;
import dev.bursar.run.StopSignal;
import dev.bursar.schedule.Outcome;
import dev.bursar.schedule.Outcome.What;
import dev.bursar.schedule.Schedules;
import dev.bursar.schedule.Standing;
import dev.bursar.schedule.Standings;
import dev.bursar.schedule.Tick;
import dev.bursar.schedule.Wakes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** One wake. */
@Command(
        name = "tick",
        description = {
            "Wake once: take up every slot that has passed, start what is due, oldest first, and wait for its end.",
            "For cron, every minute, where no 'bursar serve' runs; and for simulations with BURSAR_CLOCK.",
            "Repeated, late or at the same time as another it loses nothing and does nothing twice.",
            "Exit 1 if a run failed, after the others were done."
        })
final class ScheduleTick implements Callable<Exit> {
    private final Invocation invocation;

    ScheduleTick(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        StopSignal stop = new StopSignal();
        List<Outcome> outcomes;
        try (ProgressLine progress = new ProgressLine(invocation);
                Signals _ = Signals.stop(stop, invocation::note)) {
            Operations operations = new Operations(invocation.database(), stop, progress);
            Wakes wakes = new Wakes(new Schedules(invocation.settings()), invocation.database(), operations::start);
            outcomes = new Tick(wakes, stop::isRequested)
                    .run(outcome -> invocation.note(ScheduleOutcomes.sentence(outcome)));
        }
        ScheduleOutcomes.print(outcomes, outcomes.isEmpty() ? whyNothing() : "", invocation);
        if (stop.isRequested()) {
            return Exit.INTERRUPTED;
        }
        return outcomes.stream().anyMatch(outcome -> outcome.what() == What.FAILED) ? Exit.FAILED : Exit.DONE;
    }

    /** While schedules are held up nobody looks whether something is due, and to say that nothing is would be false. */
    private String whyNothing() {
        Map<String, Standing> standings =
                new Standings(invocation.database().client()).of(new Schedules(invocation.settings()).all());
        List<String> held = new TreeMap<>(standings)
                .entrySet().stream()
                        .flatMap(job -> job.getValue().why().stream().map(why -> job.getKey() + ": " + why))
                        .toList();
        return held.isEmpty() ? "nothing is due" : "nothing was started\n  " + String.join("\n  ", held);
    }
}
