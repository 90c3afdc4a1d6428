package dev.bursar.operations;

import com.zaxxer.hikari.HikariDataSource;
import dev.bursar.database.Database;
import dev.bursar.database.SqlFaults;
import dev.bursar.fault.Fault;
import dev.bursar.run.CurrentRun;
import dev.bursar.run.Jobs;
import dev.bursar.run.PartitionWork;
import dev.bursar.run.RunRequest;
import dev.bursar.run.StopSignal;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** This node's share in runs that any node coordinates. It knows of them what their rows say. */
final class Helper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Helper.class);

    /** So long a thread stays with a partition while others wait, so that wakes and other runs have their turn. */
    private static final Duration TURN = Duration.ofSeconds(3);

    /** A range takes a fraction of a second; an answer that takes this long never comes. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Database database;
    private final String nodeId;
    private final JdbcClient client;
    private final PartitionOffers offers;
    private final StopSignal leaving = new StopSignal();
    private final Set<HikariDataSource> pools = ConcurrentHashMap.newKeySet();

    /** @param client looks up runs, from any thread */
    Helper(Database database, String nodeId, JdbcClient client, PartitionOffers offers) {
        this.database = database;
        this.nodeId = nodeId;
        this.client = client;
        this.offers = offers;
    }

    /** Works on a partition for a turn, if it is still to be had; what happens stands in its row. */
    void work(long id, int fence, int number) {
        try {
            current(id, fence).ifPresent(run -> work(run, number));
        } catch (RuntimeException e) {
            // the coordinator reads it in the partition's row, or sees that this node is gone
            LOG.warn(
                    "partition {} of run {} failed on node {}: {}",
                    number,
                    id,
                    nodeId,
                    SqlFaults.find(e).map(Fault::getMessage).orElse(e.getMessage()));
            LOG.debug("in full", e);
        }
    }

    private void work(CurrentRun run, int number) {
        try (HikariDataSource pool = database.dataSource(1, Sessions.ofHelper(run, nodeId), PATIENCE)) {
            pools.add(pool);
            try {
                if (turn(run, number, pool) && !leaving.isRequested()) {
                    offers.offer(run, number);
                }
            } finally {
                pools.remove(pool);
            }
        }
    }

    private boolean turn(CurrentRun run, int number, HikariDataSource pool) {
        PartitionWork work = Jobs.find(run.request().job())
                .partitionWork(run, pool, new JdbcTransactionManager(pool))
                .orElseThrow();
        long until = System.nanoTime() + TURN.toNanos();
        return new PartitionWorker(run, new PartitionRows(JdbcClient.create(pool), run), work, nodeId)
                .work(number, () -> System.nanoTime() > until);
    }

    /** The run as its coordinator sees it; empty if it has ended or belongs to a later start. */
    private Optional<CurrentRun> current(long id, int fence) {
        boolean present = client.sql(
                        "SELECT EXISTS (SELECT FROM run WHERE id = :id AND fence = :fence AND status = 'RUNNING')")
                .param("id", id)
                .param("fence", fence)
                .query(Boolean.class)
                .single();
        if (!present || leaving.isRequested()) {
            return Optional.empty();
        }
        RunRow row = new RunRows(client).find(id);
        RunRequest request = new RunRequest(
                row.identity().job(), row.parameters(), row.identity().attempt(), row.dryRun(), 1, row.reason());
        return Optional.of(new CurrentRun(id, fence, row.at(), request, leaving));
    }

    /** Every thread gives its partition back after the range in hand. */
    void leave() {
        leaving.request();
    }

    /** Cuts short what is at work: somebody else has it. */
    @Override
    public void close() {
        leaving.request();
        pools.forEach(HikariDataSource::close);
    }
}
