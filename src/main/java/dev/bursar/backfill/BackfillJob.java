package dev.bursar.backfill;

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
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The job in run order: read the source and judge its rows; migrate them, range by range and several ranges at once; come back to
 * those whose users were busy; write report, rejected rows and manifest; sum up.
 *
 * <p>The steps' own transactions hold nothing. A dry run reads and judges as well, takes each range back, and writes the same
 * files.
 */
@Configuration(proxyBeanMethods = false)
class BackfillJob {
    private static final PlatformTransactionManager NOTHING = new ResourcelessTransactionManager();

    @Bean(name = Backfill.NAME)
    Job job(JobRepository repository, Step readSource, Step migrateRows, Step settleBusy, Step writeFiles, Step sumUp) {
        return new JobBuilder(Backfill.NAME, repository)
                .start(readSource)
                .next(migrateRows)
                .next(settleBusy)
                .next(writeFiles)
                .next(sumUp)
                .build();
    }

    @Bean
    Step readSource(JobRepository repository, DataSource source, CurrentRun run) {
        return step(repository, "backfill.read-source", new ReadSource(source, run));
    }

    /** Whose hands migrate the ranges, threads of this process or nodes that help, is for whoever started the run to say. */
    @Bean
    Step migrateRows(JobRepository repository, Ranges ranges, PartitionHandler hands) {
        return new StepBuilder("backfill.migrate-rows", repository)
                .partitioner("backfill.migrate-range", new CutPartitions(ranges))
                .partitionHandler(hands)
                .build();
    }

    @Bean
    Step settleBusy(JobRepository repository, Ranges ranges, CurrentRun run) {
        return step(repository, "backfill.settle-busy", new SettleBusy(ranges, run.stop()));
    }

    @Bean
    Step writeFiles(JobRepository repository, DataSource source, CurrentRun run, OutFolder out) {
        return step(repository, "backfill.write-files", new WriteFiles(JdbcClient.create(source), source, run, out));
    }

    @Bean
    Step sumUp(JobRepository repository, Ranges ranges) {
        return step(repository, "backfill.sum-up", new SumUp(ranges));
    }

    private static Step step(JobRepository repository, String name, Tasklet tasklet) {
        return new StepBuilder(name, repository).tasklet(tasklet, NOTHING).build();
    }

    @Bean
    Ranges ranges(DataSource source, PlatformTransactionManager transactions, CurrentRun run) {
        return Backfill.ranges(run, source, transactions);
    }
}
