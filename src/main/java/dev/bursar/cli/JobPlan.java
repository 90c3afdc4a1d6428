package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.operations.Planning;
import dev.bursar.run.JobSpec;
import dev.bursar.run.RunRequest;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code bursar JOB plan}. */
final class JobPlan implements Callable<Exit> {
    private final JobSpec job;
    private final Invocation invocation;
    private @Nullable CommandSpec spec;

    JobPlan(JobSpec job, Invocation invocation) {
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
        return new RunConsole(invocation).watch(operations -> {
            RunRequest request = options.request(
                    job.validate(options.own(), invocation.database().client()), true, invocation.reason());
            return new Planning(invocation.settings(), invocation.database(), operations)
                    .plan(request, options.file("out"));
        });
    }
}
