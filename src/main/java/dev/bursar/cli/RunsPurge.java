package dev.bursar.cli;

import dev.bursar.alerts.PastAlerts;
import dev.bursar.fault.Exit;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.operations.Purge;
import dev.bursar.schedule.Manifest;
import dev.bursar.schedule.ManifestFile;
import dev.bursar.schedule.PastIntervals;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Forgets old runs. */
@Command(
        name = "purge",
        description = {
            "Forget runs that ended long ago and that nothing needs: each job's manifest says how many days they are kept.",
            "What they did to the ledger stays. Kept in any case are runs at work, runs that failed or were stopped and can be"
                    + " restarted, each job's last completed run, and completed runs within the job's catch-up window.",
            "With them go what schedules remember of intervals that were done or skipped, and alerts that ended, as long ago."
        })
final class RunsPurge implements Callable<Exit> {
    private final Invocation invocation;

    @Option(
            names = "--older-than",
            paramLabel = "DAYS",
            description = "Days since they ended, instead of the manifests'.")
    private @Nullable Integer days;

    @Option(names = "--dry-run", description = "Only count what would go.")
    private boolean dryRun;

    RunsPurge(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        if (days != null && days < 0) {
            throw Fault.usage(
                    FaultCode.USAGE,
                    "--older-than is a number of days, not " + days,
                    "Give 0 or more; nothing was changed.");
        }
        List<Purge.Keeping> jobs = ManifestFile.all().stream()
                .map(ManifestFile::manifest)
                .map(this::keeping)
                .toList();
        Purge purge = new Purge(invocation.database());
        List<Purge.Forgotten> forgotten = dryRun ? purge.rehearse(jobs) : purge.purge(jobs);
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < jobs.size(); i++) {
            lines.add(line(forgotten.get(i), jobs.get(i)));
        }
        invocation.output().print(Rows.of(Line.class, lines), "no jobs");
        int longest = jobs.stream().mapToInt(Purge.Keeping::days).max().orElse(0);
        PastAlerts alerts = new PastAlerts(invocation.database());
        invocation.note((dryRun ? alerts.count(longest) : alerts.purge(longest)) + " alerts that ended over " + longest
                + " days ago" + (dryRun ? " would go; nothing was changed" : " are gone"));
        return Exit.DONE;
    }

    /**
     * What was forgotten of a job.
     *
     * @param intervals rows of its schedule's past
     */
    private record Line(String job, int days, long runs, long executions, long intervals) {}

    private Line line(Purge.Forgotten forgotten, Purge.Keeping job) {
        PastIntervals past = new PastIntervals(invocation.database());
        long intervals = dryRun
                ? past.count(job.job(), job.days(), job.windowDays())
                : past.purge(job.job(), job.days(), job.windowDays());
        return new Line(job.job(), job.days(), forgotten.runs(), forgotten.executions(), intervals);
    }

    private Purge.Keeping keeping(Manifest manifest) {
        return new Purge.Keeping(manifest.job(), days == null ? manifest.keepRunsDays() : days, manifest.catchUpDays());
    }
}
