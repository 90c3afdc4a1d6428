package dev.bursar.cli;

import dev.bursar.alerts.AlertList;
import dev.bursar.alerts.AlertWatch;
import dev.bursar.alerts.AlertWatch.Delivered;
import dev.bursar.alerts.AlertWatch.Evaluated;
import dev.bursar.fault.Exit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** One round of the rules and one of the messages. */
@Command(
        name = "evaluate",
        description = {
            "Evaluate every rule once, tell the sinks, and list what fires. For cron, where no bursar serve does it.",
            "Exit 3 if something fires that nobody has silenced."
        })
final class AlertsEvaluate implements Callable<Exit> {
    private final Invocation invocation;

    AlertsEvaluate(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        AlertWatch watch = AlertWatch.of(invocation.database(), invocation.settings(), invocation.environment());
        Evaluated evaluated = watch.evaluateAll();
        Delivered delivered = watch.deliver();
        invocation.note(
                evaluated.isOurs()
                        ? evaluated.rules() + " rules evaluated"
                                + (evaluated.broken() == 0 ? "" : ", " + evaluated.broken() + " of them could not be")
                        : "a node evaluates the rules at this very moment; nothing was evaluated here");
        invocation.note("messages: " + delivered.delivered() + " delivered, " + delivered.postponed()
                + " to be tried again, " + delivered.givenUp() + " given up");
        AlertList alerts = new AlertList(invocation.database().client());
        AlertsList.print(invocation, Rows.of(alerts.firing()), false);
        return alerts.isAnythingToSee() ? Exit.ANSWER_IS_NO : Exit.DONE;
    }
}
