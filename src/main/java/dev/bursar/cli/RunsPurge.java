package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.operations.Purge;
import dev.bursar.schedule.Manifest;
import dev.bursar.schedule.ManifestFile;
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
                    + " restarted, each job's last completed run, and completed runs within the job's catch-up window."
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
        invocation.output().print(Rows.of(Purge.Forgotten.class, forgotten), "no jobs");
        if (dryRun) {
            invocation.note("nothing was changed");
        }
        return Exit.DONE;
    }

    private Purge.Keeping keeping(Manifest manifest) {
        return new Purge.Keeping(manifest.job(), days == null ? manifest.keepRunsDays() : days, manifest.catchUpDays());
    }
}
