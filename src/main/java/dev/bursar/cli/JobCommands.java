package dev.bursar.cli;

import dev.bursar.run.JobParameter;
import dev.bursar.run.JobSpec;
import dev.bursar.run.JobVerb;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Builds the commands of a job from what the job offers: {@code run}, {@code plan}, and what belongs to this job alone. */
final class JobCommands {
    /** Commands of one job beside those that every job has. */
    private static final Map<String, List<Class<?>>> OWN = Map.of("allocation", List.of(AllocationResetCommand.class));

    private JobCommands() {}

    static CommandLine of(JobSpec job, Invocation invocation, IFactory factory) {
        CommandSpec group = CommandSpec.create().name(job.name());
        group.usageMessage().description(job.summary());
        CommandLine command = new CommandLine(group, factory);
        command.addSubcommand(run(job, invocation, factory));
        command.addSubcommand(plan(job, invocation, factory));
        for (JobVerb verb : job.verbs()) {
            command.addSubcommand(new CommandLine(new JobVerbCommand(verb, invocation).build(), factory));
        }
        for (Class<?> own : OWN.getOrDefault(job.name(), List.of())) {
            command.addSubcommand(new CommandLine(own, factory));
        }
        return command;
    }

    private static CommandLine run(JobSpec job, Invocation invocation, IFactory factory) {
        JobRun run = new JobRun(job, invocation);
        CommandSpec spec = CommandSpec.wrapWithoutInspection(run).name("run");
        spec.usageMessage()
                .description(
                        "Do it. A completed run is done again for what has become due since; one that failed goes on.",
                        "Ctrl-C ends it after the range in hand, restartable (exit 130); a second Ctrl-C at once.");
        addOptions(spec, job);
        spec.addOption(OptionSpec.builder("--dry-run")
                .type(boolean.class)
                .description("Do everything and roll it back; only the run's figures stay.")
                .build());
        spec.addOption(OptionSpec.builder("--plan")
                .type(Path.class)
                .paramLabel("FILE")
                .description("Do what FILE planned, and refuse if anything it rests on has changed.")
                .build());
        run.calledWith(spec);
        return new CommandLine(spec, factory);
    }

    private static CommandLine plan(JobSpec job, Invocation invocation, IFactory factory) {
        JobPlan plan = new JobPlan(job, invocation);
        CommandSpec spec = CommandSpec.wrapWithoutInspection(plan).name("plan");
        spec.usageMessage().description("Show what a run would do: everything is done and rolled back.");
        addOptions(spec, job);
        spec.addOption(OptionSpec.builder("--out")
                .type(Path.class)
                .paramLabel("FILE")
                .description("Write the plan there, for 'run --plan FILE'.")
                .build());
        plan.calledWith(spec);
        return new CommandLine(spec, factory);
    }

    private static void addOptions(CommandSpec spec, JobSpec job) {
        job.options().forEach(option -> spec.addOption(JobOptions.spec(option)));
        for (int index = 0; index < job.parameters().size(); index++) {
            JobParameter parameter = job.parameters().get(index);
            spec.addPositional(PositionalParamSpec.builder()
                    .index(String.valueOf(index))
                    .arity("0..1")
                    .type(String.class)
                    .paramLabel(parameter.label())
                    .description(parameter.description())
                    .build());
        }
        spec.addOption(OptionSpec.builder("--attempt")
                .type(int.class)
                .paramLabel("N")
                .defaultValue("1")
                .description("Make journals and files anew, as attempt N; nothing is granted or charged again.")
                .build());
        spec.addOption(OptionSpec.builder("--workers")
                .type(int.class)
                .paramLabel("N")
                .defaultValue(String.valueOf(
                        Math.clamp(Runtime.getRuntime().availableProcessors(), 1, JobOptions.MOST_WORKERS_UNASKED)))
                .description("How many ranges are worked on at once (default here: ${DEFAULT-VALUE}).")
                .build());
    }
}
