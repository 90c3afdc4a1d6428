package dev.bursar.operations;

import dev.bursar.config.Settings;
import dev.bursar.database.Database;
import dev.bursar.run.JobSpec;
import dev.bursar.run.Jobs;
import dev.bursar.run.RunReport;
import dev.bursar.run.RunRequest;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;

/** Plans a run, and runs a plan. */
public final class Planning {
    private final Settings settings;
    private final Database database;
    private final Operations operations;

    public Planning(Settings settings, Database database, Operations operations) {
        this.settings = settings;
        this.database = database;
        this.operations = operations;
    }

    /**
     * Does everything that is asked and rolls it back, range by range; its inputs and figures are the plan.
     *
     * @param request a dry run
     * @param out where the plan is written, if anywhere
     * @return what it would do, with the status {@code PLANNED}, or {@code STOPPED}, and then nothing is written
     * @throws dev.bursar.fault.Fault output-failed before anything is planned, if {@code out} cannot be written
     */
    public RunReport plan(RunRequest request, Optional<Path> out) {
        out.ifPresent(PlanFile::requireWritable);
        SortedMap<String, String> inputs = inputs(request);
        RunReport report = operations.start(request);
        if (report.isStopped()) {
            return report;
        }
        Plan plan = new Plan(request.job(), request.parameters(), request.attempt(), inputs, report.figures());
        plan.requireFresh(inputs(request)); // changed under our hands: the figures would be of neither
        out.ifPresent(file -> PlanFile.write(plan, file));
        return report.withStatus("PLANNED");
    }

    /** A plan that was written for this job; of exit 2 if it cannot be read. */
    public Plan read(JobSpec spec, Path file) {
        return PlanFile.read(file, spec);
    }

    /**
     * Does what was planned.
     *
     * @return what was done, beside what was planned
     * @throws dev.bursar.fault.Fault plan-stale (exit 4) if an input changed since
     */
    public RunReport run(Plan plan, RunRequest request) {
        plan.requireFresh(inputs(request));
        return operations.start(request).besides(plan.figures());
    }

    private SortedMap<String, String> inputs(RunRequest request) {
        return Plan.inputs(Jobs.find(request.job()), request.parameters(), database.client(), settings);
    }
}
