package dev.bursar.reconciliation;

import static dev.bursar.reconciliation.Reconciliation.statement;

import dev.bursar.database.PassingFaults;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The ledger as it stood at one moment, for as many sessions as like to read it. A transaction on a connection of its own takes
 * the snapshot and does nothing else; others begin with it. It takes no lock, so charges go on; but while it stands vacuum
 * cannot remove what they leave behind, so it stands {@link #LONGEST} at most.
 */
final class Snapshot implements AutoCloseable {
    /** The server ends it then, also when our process hangs. */
    static final Duration LONGEST = Duration.ofHours(2);

    /** What importing a snapshot says once the transaction that took it has ended, by version of the server. */
    private static final Set<String> GONE = Set.of("22023", "42704", "55000");

    private static final Logger LOG = LoggerFactory.getLogger(Snapshot.class);

    private final DataSource source;
    private final TransactionTemplate reading;
    private final JdbcClient readers;
    private final Duration longest;
    private @Nullable Connection coordinator;
    private volatile @Nullable Taken taken;

    private record Taken(String id, OffsetDateTime at) {}

    Snapshot(DataSource source, PlatformTransactionManager transactions, Duration longest) {
        this.source = source;
        this.longest = longest;
        this.readers = JdbcClient.create(source);
        this.reading = new TransactionTemplate(transactions);
        reading.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        reading.setReadOnly(true);
    }

    /** Takes it, now. */
    void take() {
        try {
            coordinator = source.getConnection();
            coordinator.setReadOnly(true);
            coordinator.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            coordinator.setAutoCommit(false);
        } catch (SQLException e) {
            throw new IllegalStateException("no connection for the snapshot", e);
        }
        taken = JdbcClient.create(new SingleConnectionDataSource(coordinator, true))
                .sql(statement("export-snapshot"))
                .param("longest_millis", String.valueOf(longest.toMillis()))
                .query((row, index) -> new Taken(row.getString("id"), row.getObject("taken_at", OffsetDateTime.class)))
                .single();
    }

    /** When it was taken, by the server's clock. */
    OffsetDateTime takenAt() {
        return Objects.requireNonNull(taken).at();
    }

    /**
     * Reads under it, in a short transaction of the calling thread.
     *
     * @throws Fault run-failed (exit 1) if the snapshot does not stand any more
     */
    <T> T read(Function<JdbcClient, T> work) {
        String id = Objects.requireNonNull(taken).id();
        return Objects.requireNonNull(reading.execute(status -> {
            begin(id);
            return work.apply(readers);
        }));
    }

    private void begin(String id) {
        try {
            readers.sql("SET TRANSACTION SNAPSHOT '" + id + "'")
                    .update(); // takes no parameters; the id is the server's
        } catch (DataAccessException e) {
            if (!GONE.contains(PassingFaults.sqlState(e))) {
                throw e;
            }
            throw Fault.failed(
                    FaultCode.RUN_FAILED,
                    "the snapshot under which the books were checked is gone: its session was ended, at the latest "
                            + longest.toMinutes() + " minutes after it was taken",
                    "The next start checks everything anew; more --workers make it shorter.",
                    e);
        }
    }

    /** Lets it go; vacuum may go on. Nothing happens the second time. */
    void letGo() {
        Connection held = coordinator;
        coordinator = null;
        if (held == null) {
            return;
        }
        try (held) {
            held.rollback();
        } catch (SQLException e) {
            LOG.debug("the session that held the snapshot is gone, and the snapshot with it", e);
        }
    }

    @Override
    public void close() {
        letGo();
    }
}
