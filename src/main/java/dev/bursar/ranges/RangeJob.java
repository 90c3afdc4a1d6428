package dev.bursar.ranges;

import java.util.ArrayList;
import java.util.List;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.builder.SimpleJobBuilder;
import org.springframework.batch.core.partition.PartitionHandler;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Puts a job by ranges together, its steps in run order, each called {@code <job>.<verb-noun>}.
 *
 * <p>The steps' own transactions hold nothing. {@link Ranges} gives every piece of work a transaction of its own, which alone says
 * how far the run is.
 */
public final class RangeJob {
    private static final PlatformTransactionManager NOTHING = new ResourcelessTransactionManager();

    private final String job;
    private final JobRepository repository;
    private final List<Step> steps = new ArrayList<>();

    public RangeJob(String job, JobRepository repository) {
        this.job = job;
        this.repository = repository;
    }

    /** A step of one thread. */
    public RangeJob then(String step, Tasklet tasklet) {
        steps.add(new StepBuilder(job + "." + step, repository)
                .tasklet(tasklet, NOTHING)
                .build());
        return this;
    }

    /**
     * The ranges, several at once.
     *
     * @param range what the step is called in each of its partitions
     * @param hands work on them, threads of this process or nodes that help: that is for whoever started the run to say
     */
    public RangeJob then(String step, String range, Ranges ranges, PartitionHandler hands) {
        steps.add(new StepBuilder(job + "." + step, repository)
                .partitioner(job + "." + range, new CutPartitions(ranges))
                .partitionHandler(hands)
                .build());
        return this;
    }

    public Job build() {
        SimpleJobBuilder builder = new JobBuilder(job, repository).start(steps.getFirst());
        for (Step step : steps.subList(1, steps.size())) {
            builder = builder.next(step);
        }
        return builder.build();
    }
}
