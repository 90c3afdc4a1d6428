package dev.bursar.cli;

import dev.bursar.alerts.RuleList;
import dev.bursar.fault.Exit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** The rules in force. */
@Command(
        name = "rules",
        description = {
            "Every rule: its condition, its last value and how it stands; of a rule that is off, why.",
            "new: not evaluated yet; pending: its condition holds, not long enough; broken: it cannot be evaluated."
        })
final class AlertsRules implements Callable<Exit> {
    private final Invocation invocation;

    AlertsRules(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        Rows rows = Rows.of(
                RuleList.Line.class,
                RuleList.read(invocation.database().client(), invocation.settings(), invocation.environment()));
        Output output = invocation.output();
        output.print(
                output.isForPeople() ? rows.only("rule", "state", "severity", "condition", "value", "note") : rows,
                "no rules");
        return Exit.DONE;
    }
}
