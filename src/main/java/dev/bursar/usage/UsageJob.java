package dev.bursar.usage;

import dev.bursar.ranges.RangeJob;
import dev.bursar.ranges.Ranges;
import dev.bursar.ranges.SettleBusy;
import dev.bursar.ranges.SumUp;
import dev.bursar.run.CurrentRun;
import dev.bursar.run.OutFolder;
import javax.sql.DataSource;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.partition.PartitionHandler;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The job in run order: stage the events; charge them, range by range and several ranges at once; come back to customers who were
 * busy; write down what was refused; sum up; forget what was staged.
 *
 * <p>A dry run stages as well, takes each range back, and writes the same files.
 */
@Configuration(proxyBeanMethods = false)
class UsageJob {
    @Bean(name = Usage.NAME)
    Job job(
            JobRepository repository,
            PartitionHandler hands,
            Ranges ranges,
            CurrentRun run,
            DataSource source,
            OutFolder out) {
        return new RangeJob(Usage.NAME, repository)
                .then("stage-events", new StageEvents(source, run))
                .then("charge-events", "charge-range", ranges, hands)
                .then("settle-busy", new SettleBusy(ranges, run.stop()))
                .then("write-rejects", new WriteRejects(source, run, out))
                .then("sum-up", new SumUp(ranges))
                .then("forget-events", (contribution, context) -> {
                    JdbcClient.create(source)
                            .sql(Usage.statement("forget-rows"))
                            .param("run_id", run.id())
                            .update();
                    return RepeatStatus.FINISHED;
                })
                .build();
    }

    @Bean
    Ranges ranges(DataSource source, PlatformTransactionManager transactions, CurrentRun run) {
        return new Usage().ranges(run, source, transactions);
    }
}
