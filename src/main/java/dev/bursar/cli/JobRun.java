package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.operations.Operations;
import dev.bursar.operations.Plan;
import dev.bursar.operations.Planning;
import dev.bursar.run.JobParameter;
import dev.bursar.run.JobSpec;
import dev.bursar.run.RunReport;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code bursar JOB run}. */
final class JobRun implements Callable<Exit> {
    private final JobSpec job;
    private final Invocation invocation;
    private @Nullable CommandSpec spec;

    JobRun(JobSpec job, Invocation invocation) {
        this.job = job;
        this.invocation = invocation;
    }

    /** Where the options are found once the command line is read. */
    void calledWith(CommandSpec command) {
        this.spec = command;
    }

    @Override
    public Exit call() {
        JobOptions options = new JobOptions(Objects.requireNonNull(spec), job);
        return new RunConsole(invocation)
                .watch(operations -> options.file("plan")
                        .map(file -> followPlan(file, options, operations))
                        .orElseGet(() -> operations.start(options.request(
                                job.validate(
                                        options.own(), invocation.database().client()),
                                options.has("dry-run"),
                                invocation.reason()))));
    }

    private RunReport followPlan(Path file, JobOptions options, Operations operations) {
        if (!options.own().byName().isEmpty()) {
            throw Fault.usage(
                    FaultCode.USAGE,
                    "--plan takes the parameters from " + file + "; "
                            + name(options.own().byName().keySet().iterator().next())
                            + " may not be given beside it",
                    "Leave it out, or make a new plan with it.");
        }
        Planning planning = new Planning(invocation.settings(), invocation.database(), operations);
        Plan plan = planning.read(job, file);
        Optional<String> reason = invocation.reason();
        return planning.run(plan, options.request(plan.parameters(), options.has("dry-run"), reason));
    }

    /** As the command line calls it: an option by its name, a parameter by its label. */
    private String name(String own) {
        return job.parameters().stream()
                .filter(parameter -> parameter.name().equals(own))
                .map(JobParameter::label)
                .findFirst()
                .orElse("--" + own);
    }
}
