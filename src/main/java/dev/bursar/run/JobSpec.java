package dev.bursar.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * A job as the rooms above see it. They find it by name in {@link Jobs} and never import it; it is cheap to make and starts
 * nothing.
 */
public interface JobSpec {
    /** The job's one word: its package, its folder under {@code jobs/}, its Batch job, its command and its runbook. */
    String name();

    /** What it does, in one line, for the command's help. */
    String summary();

    /** The options of its own; those that every job has ({@code --dry-run}, {@code --attempt}, …) are not among them. */
    List<JobOption> options();

    /** What a run is told without an option's name; the command line lets it be left out, as a plan holds it too. */
    default List<JobParameter> parameters() {
        return List.of();
    }

    /** The names of its totals, in the order in which they are shown. */
    List<String> totals();

    /** The Spring configuration that holds its Batch job; the bean has the job's name. */
    Class<?> configuration();

    /**
     * Checks what was asked.
     *
     * @param values of {@link #options()} and {@link #parameters()}
     * @param client reads what the check needs, in business time
     * @return the interval and the parameters, complete
     * @throws dev.bursar.fault.Fault of exit 2 if it cannot be understood, of exit 4 if it cannot be done now
     */
    RunParameters validate(OptionValues values, JdbcClient client);

    /**
     * Everything that decides what the job will do, but for balances: a plan holds this, and is stale once it differs.
     *
     * @return by the name of an input, as operators know it, what stands in it now
     */
    Map<String, String> inputs(RunParameters parameters, JdbcClient client);

    /**
     * How a partition of a run is worked on, in this process or on a node that helps; a job that cuts its runs into partitions
     * offers it, and its step hands them to the {@code PartitionHandler} that it is given.
     *
     * @param source connections for it, one for each thread that works
     * @param transactions of that source
     * @return empty for a job that is done in one piece
     */
    default Optional<PartitionWork> partitionWork(
            CurrentRun run, DataSource source, PlatformTransactionManager transactions) {
        return Optional.empty();
    }

    /** Commands that belong to this job alone. */
    default List<JobVerb> verbs() {
        return List.of();
    }

    /**
     * What people read under a run's figures: what it means, and what to do next.
     *
     * @param report of a run that was completed, or planned
     * @return lines; none where the figures say it all
     */
    default List<String> explain(RunReport report, JdbcClient client) {
        return List.of();
    }

    /** What it means that a run was done again which had been completed before, as the end of a sentence. */
    default String meaningOfRepeat(RunReport report) {
        return report.figures().isNothing() ? "nothing has become due since" : "this is what has become due since";
    }
}
