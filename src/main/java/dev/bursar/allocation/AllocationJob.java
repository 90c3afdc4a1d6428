package dev.bursar.allocation;

import dev.bursar.ranges.CutPartitions;
import dev.bursar.ranges.Ranges;
import dev.bursar.ranges.SettleBusy;
import dev.bursar.ranges.SumUp;
import dev.bursar.run.CurrentRun;
import javax.sql.DataSource;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.partition.PartitionHandler;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The job in run order: open the periods of everybody, range by range and several ranges at once; come back to those who were
 * busy; sum up.
 *
 * <p>The steps' own transactions hold nothing. {@link Ranges} gives every piece of work a transaction of its own, which alone
 * says how far the run is.
 */
@Configuration(proxyBeanMethods = false)
class AllocationJob {
    private static final PlatformTransactionManager NOTHING = new ResourcelessTransactionManager();

    @Bean(name = Allocation.NAME)
    Job job(JobRepository repository, Step openPeriods, Step settleBusy, Step sumUp) {
        return new JobBuilder(Allocation.NAME, repository)
                .start(openPeriods)
                .next(settleBusy)
                .next(sumUp)
                .build();
    }

    /** Whose hands open the intervals, threads of this process or nodes that help, is for whoever started the run to say. */
    @Bean
    Step openPeriods(JobRepository repository, Ranges ranges, PartitionHandler hands) {
        return new StepBuilder("allocation.open-periods", repository)
                .partitioner("allocation.open-range", new CutPartitions(ranges))
                .partitionHandler(hands)
                .build();
    }

    @Bean
    Step settleBusy(JobRepository repository, Ranges ranges, CurrentRun run) {
        return new StepBuilder("allocation.settle-busy", repository)
                .tasklet(new SettleBusy(ranges, run.stop()), NOTHING)
                .build();
    }

    @Bean
    Step sumUp(JobRepository repository, Ranges ranges) {
        return new StepBuilder("allocation.sum-up", repository)
                .tasklet(new SumUp(ranges), NOTHING)
                .build();
    }

    @Bean
    Ranges ranges(DataSource source, PlatformTransactionManager transactions, CurrentRun run) {
        return Allocation.ranges(run, source, transactions);
    }
}
