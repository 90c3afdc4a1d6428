package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.flags.Maintenance;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** Whether maintenance is on. */
@Command(
        name = "status",
        description = {"Whether maintenance is on now, why, since when and until when. Exit 0 either way."})
final class MaintenanceStatus implements Callable<Exit> {
    private final Invocation invocation;

    MaintenanceStatus(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        Maintenance.State state = new Maintenance(invocation.database().client()).state();
        Output output = invocation.output();
        if (output.isForPeople() && !state.active()) {
            output.say("Maintenance is off.");
        } else {
            output.print(object(state));
        }
        return Exit.DONE;
    }

    /** The columns of the view {@code maintenance_state}. */
    static Map<String, @Nullable Object> object(Maintenance.State state) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("active", state.active());
        object.put("reason", state.reason().orElse(null));
        object.put("since", state.since().orElse(null));
        object.put("until", state.until().orElse(null));
        return object;
    }
}
