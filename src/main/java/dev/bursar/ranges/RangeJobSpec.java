package dev.bursar.ranges;

import dev.bursar.run.CurrentRun;
import dev.bursar.run.JobSpec;
import dev.bursar.run.PartitionWork;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** What a job by ranges offers to the rooms above: any node can work on its partitions. */
public interface RangeJobSpec extends JobSpec {
    /**
     * What the job does with a range.
     *
     * @param client on whose connections
     * @param run of the job
     */
    RangeWork work(JdbcClient client, CurrentRun run);

    /** The ranges of a run, on connections of {@code source}, of which {@code transactions} are as well. */
    default Ranges ranges(CurrentRun run, DataSource source, PlatformTransactionManager transactions) {
        JdbcClient client = JdbcClient.create(source);
        return new Ranges(client, transactions, run, work(client, run));
    }

    @Override
    default Optional<PartitionWork> partitionWork(
            CurrentRun run, DataSource source, PlatformTransactionManager transactions) {
        return Optional.of(new RangeByRange(ranges(run, source, transactions)));
    }
}
