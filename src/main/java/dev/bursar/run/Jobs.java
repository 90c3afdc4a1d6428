package dev.bursar.run;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Every job of this bursar, as its room announces it in {@code META-INF/services}. */
public final class Jobs {
    private Jobs() {}

    /** All jobs, by name. */
    public static List<JobSpec> all() {
        return ServiceLoader.load(JobSpec.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(JobSpec::name))
                .toList();
    }

    /**
     * The job of that name.
     *
     * @throws Fault unknown-job (exit 2) if there is none
     */
    public static JobSpec find(String name) {
        return all().stream()
                .filter(job -> job.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Fault.usage(
                        FaultCode.UNKNOWN_JOB,
                        "there is no job '" + name + "'",
                        "Jobs are: " + all().stream().map(JobSpec::name).collect(Collectors.joining(", ")) + "."));
    }
}
