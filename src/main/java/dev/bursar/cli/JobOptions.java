package dev.bursar.cli;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.run.JobOption;
import dev.bursar.run.JobSpec;
import dev.bursar.run.OptionValues;
import dev.bursar.run.RunParameters;
import dev.bursar.run.RunRequest;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What was given to the command of a job, which was built from the job and so has no fields to find it in. */
final class JobOptions {
    /** More would only contend for the database that the product works on. */
    static final int MOST_WORKERS_UNASKED = 4;

    private static final int MOST_WORKERS = 64;
    private static final int MOST_ATTEMPTS = 1_000_000;

    private final CommandSpec spec;
    private final JobSpec job;

    JobOptions(CommandSpec spec, JobSpec job) {
        this.spec = spec;
        this.job = job;
    }

    /** The job's own options and parameters that were given. */
    OptionValues own() {
        Map<String, List<String>> values = given(spec, job.options());
        for (int index = 0; index < job.parameters().size(); index++) {
            String value = spec.positionalParameters().get(index).getValue();
            if (value != null) {
                values.put(job.parameters().get(index).name(), List.of(value));
            }
        }
        return new OptionValues(values);
    }

    /** The values of those options of a command that were given, by the option's name. */
    static Map<String, List<String>> given(CommandSpec spec, List<JobOption> options) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (JobOption option : options) {
            Object value = value(spec, option.name());
            switch (value) {
                case null -> {}
                case Boolean given -> {
                    if (given) {
                        values.put(option.name(), List.of());
                    }
                }
                case List<?> several ->
                    values.put(
                            option.name(), several.stream().map(String::valueOf).toList());
                default -> values.put(option.name(), List.of(value.toString()));
            }
        }
        return values;
    }

    /** An option as picocli knows it. */
    static OptionSpec spec(JobOption option) {
        OptionSpec.Builder builder = OptionSpec.builder("--" + option.name()).description(option.description());
        if (option.isToggle()) {
            return builder.type(boolean.class).build();
        }
        if (option.repeatable()) {
            return builder.type(List.class)
                    .auxiliaryTypes(String.class)
                    .arity("1..*")
                    .paramLabel(option.label())
                    .build();
        }
        return builder.type(String.class).paramLabel(option.label()).build();
    }

    boolean has(String toggle) {
        return Boolean.TRUE.equals(value(toggle));
    }

    Optional<Path> file(String name) {
        return Optional.ofNullable((Path) value(name));
    }

    /** A request with these parameters and the options that every job has. */
    RunRequest request(RunParameters parameters, boolean dryRun, Optional<String> reason) {
        return new RunRequest(
                job.name(),
                parameters,
                checked("attempt", number("attempt"), MOST_ATTEMPTS),
                dryRun,
                workers(number("workers")),
                reason);
    }

    /** A number of workers that is within reason; of exit 2 otherwise. */
    static int workers(int workers) {
        return checked("workers", workers, MOST_WORKERS);
    }

    private int number(String name) {
        return (Integer) Objects.requireNonNull(value(name));
    }

    private static int checked(String name, int value, int most) {
        if (value < 1 || value > most) {
            throw Fault.usage(
                    FaultCode.MALFORMED_VALUE,
                    "--" + name + " " + value + " is out of range",
                    "It must be a whole number from 1 to " + most + ".");
        }
        return value;
    }

    private @Nullable Object value(String name) {
        return value(spec, name);
    }

    private static @Nullable Object value(CommandSpec spec, String name) {
        OptionSpec option = spec.findOption("--" + name);
        return option == null ? null : option.getValue();
    }
}
