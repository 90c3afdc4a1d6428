package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.flags.Maintenance;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Begins maintenance, or changes its reason and end. */
@Command(
        name = "on",
        description = {
            "Let schedules wait from now on. Needs --reason, which the host can show to its users.",
            "While it is on already, its reason and end become what is given here.",
            "Jobs started by hand run. Charging goes on: see bursar flags set billing_charging_enabled false."
        })
final class MaintenanceOn implements Callable<Exit> {
    private final Invocation invocation;

    @Mixin
    private final Writing writing = new Writing();

    @Option(
            names = "--until",
            paramLabel = "INSTANT",
            description = "When it is over by itself; with maintenance off if not given.")
    private @Nullable Instant until;

    MaintenanceOn(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        String reason = Writing.requireReason(invocation);
        Maintenance.Change change =
                writing.run(invocation, client -> new Maintenance(client).on(reason, Optional.ofNullable(until)));
        Map<String, @Nullable Object> answer = MaintenanceStatus.object(change.after());
        answer.put("changed", change.happened());
        writing.answer(invocation, answer, sentence(change), "bursar maintenance off lets the schedules go on.");
        return Exit.DONE;
    }

    private static String sentence(Maintenance.Change change) {
        String end = change.after().until().map(at -> " until " + at).orElse(" until it is switched off");
        if (!change.before().active()) {
            return "Maintenance is on" + end + ": schedules start nothing.";
        }
        return change.happened()
                ? "Maintenance was on already; its reason is now '"
                        + change.after().reason().orElse("") + "', and it lasts" + end + "."
                : "Maintenance was on already, for this reason and" + end + "; nothing was changed.";
    }
}
