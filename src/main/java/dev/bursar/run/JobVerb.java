package dev.bursar.run;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A command that belongs to one job beside {@code run} and {@code plan}. The command line builds it from this and imports no job.
 *
 * @param name the word after the job's: {@code findings}
 * @param description lines for the help
 * @param options its own
 * @param parameters its own, each of them needed, in order
 * @param changesSomething whether it writes: then it has {@code --dry-run}, which is the same work rolled back
 * @param work what it does
 */
public record JobVerb(
        String name,
        List<String> description,
        List<JobOption> options,
        List<JobParameter> parameters,
        boolean changesSomething,
        Work work) {

    /** What a verb does. */
    @FunctionalInterface
    public interface Work {
        /**
         * Does it.
         *
         * @param client in one transaction where the verb changes something
         * @throws dev.bursar.fault.Fault of exit 2 if it was not understood, of exit 4 if it cannot be done now
         */
        VerbAnswer answer(VerbCall call, JdbcClient client);
    }
}
