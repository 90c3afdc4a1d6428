package dev.bursar.allocation;

import dev.bursar.ranges.RangeJob;
import dev.bursar.ranges.Ranges;
import dev.bursar.ranges.SettleBusy;
import dev.bursar.ranges.SumUp;
import dev.bursar.run.CurrentRun;
import javax.sql.DataSource;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.partition.PartitionHandler;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The job in run order: open the periods of everybody, range by range and several ranges at once; come back to those who were
 * busy; sum up.
 */
@Configuration(proxyBeanMethods = false)
class AllocationJob {
    @Bean(name = Allocation.NAME)
    Job job(JobRepository repository, PartitionHandler hands, Ranges ranges, CurrentRun run) {
        return new RangeJob(Allocation.NAME, repository)
                .then("open-periods", "open-range", ranges, hands)
                .then("settle-busy", new SettleBusy(ranges, run.stop()))
                .then("sum-up", new SumUp(ranges))
                .build();
    }

    @Bean
    Ranges ranges(DataSource source, PlatformTransactionManager transactions, CurrentRun run) {
        return new Allocation().ranges(run, source, transactions);
    }
}
