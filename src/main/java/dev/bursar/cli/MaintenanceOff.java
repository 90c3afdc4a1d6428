package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.flags.Maintenance;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Ends maintenance. */
@Command(
        name = "off",
        description = {
            "End maintenance: schedules do what fell due in the meantime, oldest first, and go on.",
            "Off already is no error. --reason is kept where it is given."
        })
final class MaintenanceOff implements Callable<Exit> {
    private final Invocation invocation;

    @Mixin
    private final Writing writing = new Writing();

    MaintenanceOff(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        String reason = invocation.reason().orElse(null);
        Maintenance.Change change = writing.run(invocation, client -> new Maintenance(client).off(reason));
        Map<String, @Nullable Object> answer = MaintenanceStatus.object(change.after());
        answer.put("changed", change.happened());
        writing.answer(
                invocation,
                answer,
                change.happened()
                        ? "Maintenance is over; it was on since "
                                + change.before().since().orElseThrow() + " for '"
                                + change.before().reason().orElseThrow() + "'."
                        : "Maintenance was off already; nothing was changed.",
                "bursar schedule list shows what is due.");
        return Exit.DONE;
    }
}
