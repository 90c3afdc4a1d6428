package dev.bursar.usage;

import dev.bursar.ranges.CutPartitions;
import dev.bursar.ranges.Ranges;
import dev.bursar.ranges.SettleBusy;
import dev.bursar.ranges.SumUp;
import dev.bursar.run.CurrentRun;
import dev.bursar.run.OutFolder;
import javax.sql.DataSource;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.partition.PartitionHandler;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The job in run order: stage the events; charge them, range by range and several ranges at once; come back to customers who were
 * busy; write down what was refused; sum up; forget what was staged.
 *
 * <p>The steps' own transactions hold nothing. A dry run stages as well, takes each range back, and writes the same files.
 */
@Configuration(proxyBeanMethods = false)
class UsageJob {
    private static final PlatformTransactionManager NOTHING = new ResourcelessTransactionManager();

    @Bean(name = Usage.NAME)
    Job job(
            JobRepository repository,
            Step stageEvents,
            Step chargeEvents,
            Step settleBusy,
            Step writeRejects,
            Step sumUp,
            Step forgetEvents) {
        return new JobBuilder(Usage.NAME, repository)
                .start(stageEvents)
                .next(chargeEvents)
                .next(settleBusy)
                .next(writeRejects)
                .next(sumUp)
                .next(forgetEvents)
                .build();
    }

    @Bean
    Step stageEvents(JobRepository repository, DataSource source, CurrentRun run) {
        return step(repository, "usage.stage-events", new StageEvents(source, run));
    }

    /** Whose hands charge the ranges, threads of this process or nodes that help, is for whoever started the run to say. */
    @Bean
    Step chargeEvents(JobRepository repository, Ranges ranges, PartitionHandler hands) {
        return new StepBuilder("usage.charge-events", repository)
                .partitioner("usage.charge-range", new CutPartitions(ranges))
                .partitionHandler(hands)
                .build();
    }

    @Bean
    Step settleBusy(JobRepository repository, Ranges ranges, CurrentRun run) {
        return step(repository, "usage.settle-busy", new SettleBusy(ranges, run.stop()));
    }

    @Bean
    Step writeRejects(JobRepository repository, DataSource source, CurrentRun run, OutFolder out) {
        return step(repository, "usage.write-rejects", new WriteRejects(source, run, out));
    }

    @Bean
    Step sumUp(JobRepository repository, Ranges ranges) {
        return step(repository, "usage.sum-up", new SumUp(ranges));
    }

    @Bean
    Step forgetEvents(JobRepository repository, DataSource source, CurrentRun run) {
        return step(repository, "usage.forget-events", (contribution, context) -> {
            JdbcClient.create(source)
                    .sql(Usage.statement("forget-rows"))
                    .param("run_id", run.id())
                    .update();
            return RepeatStatus.FINISHED;
        });
    }

    private static Step step(JobRepository repository, String name, Tasklet tasklet) {
        return new StepBuilder(name, repository).tasklet(tasklet, NOTHING).build();
    }

    @Bean
    Ranges ranges(DataSource source, PlatformTransactionManager transactions, CurrentRun run) {
        return Usage.ranges(run, source, transactions);
    }
}
