package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.schedule.ManifestFile;
import dev.bursar.schedule.Schedules;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Checks job manifests. */
@Command(
        name = "check",
        description = {
            "Check a job manifest, or those of all jobs with the settings that replace their schedules.",
            "What is wrong is said with line and field; exit 2. Asks no database."
        })
final class ScheduleCheck implements Callable<Exit> {
    private final Invocation invocation;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "A job.yaml; default those of all jobs.")
    @Nullable
    Path file;

    ScheduleCheck(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        List<ManifestFile> files = file == null ? ManifestFile.all() : List.of(ManifestFile.read(file));
        if (file == null) {
            List<Schedules.OfJob> _ = new Schedules(invocation.settings()).all();
        }
        List<List<@Nullable Object>> lines = new ArrayList<>();
        for (ManifestFile checked : files) {
            invocation
                    .output()
                    .say(checked.name() + " is well: " + checked.manifest().job() + " at \""
                            + checked.manifest().cron() + "\" in "
                            + checked.manifest().zone() + ".");
            lines.add(List.of(checked.name(), checked.manifest().job()));
        }
        if (!invocation.output().isForPeople()) {
            invocation.output().print(new Rows(List.of("file", "job"), lines), "no jobs");
        }
        return Exit.DONE;
    }
}
