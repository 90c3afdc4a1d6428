package dev.bursar.backfill;

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
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The job in run order: read the source and judge its rows; migrate them, range by range and several ranges at once; come back to
 * those whose users were busy; write report, rejected rows and manifest; sum up.
 *
 * <p>A dry run reads and judges as well, takes each range back, and writes the same files.
 */
@Configuration(proxyBeanMethods = false)
class BackfillJob {
    @Bean(name = Backfill.NAME)
    Job job(
            JobRepository repository,
            PartitionHandler hands,
            Ranges ranges,
            CurrentRun run,
            DataSource source,
            OutFolder out) {
        return new RangeJob(Backfill.NAME, repository)
                .then("read-source", new ReadSource(source, run))
                .then("migrate-rows", "migrate-range", ranges, hands)
                .then("settle-busy", new SettleBusy(ranges, run.stop()))
                .then("write-files", new WriteFiles(JdbcClient.create(source), source, run, out))
                .then("sum-up", new SumUp(ranges))
                .build();
    }

    @Bean
    Ranges ranges(DataSource source, PlatformTransactionManager transactions, CurrentRun run) {
        return new Backfill().ranges(run, source, transactions);
    }
}
