package dev.bursar.ranges;

import dev.bursar.database.PassingFaults;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** A transaction in which work and its progress commit together, tried again when what stopped it can pass by itself. */
final class WorkTransaction {
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final JdbcClient client;
    private final TransactionTemplate whole;
    private final TransactionTemplate part;
    private final boolean dryRun;

    /**
     * @param client of the same source as {@code transactions}
     * @param dryRun whether {@link #work} is taken back
     */
    WorkTransaction(JdbcClient client, PlatformTransactionManager transactions, boolean dryRun) {
        this.client = client;
        this.whole = new TransactionTemplate(transactions);
        this.part = new TransactionTemplate(transactions);
        part.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        this.dryRun = dryRun;
    }

    /**
     * Does something in one transaction. It may be done several times and commits once: a connection lost while committing
     * leaves open which, so {@code pieces} reads how far the run is anew each time.
     */
    <T> T keep(Supplier<T> pieces) {
        return PassingFaults.outlast(() -> whole.execute(status -> pieces.get()));
    }

    /**
     * The same, without waiting for the disk: a server that crashes may lose the last such transactions, each as a whole, work
     * and progress together. For what a later {@link #keep} makes final, which forces all that was committed before it to disk.
     */
    <T> T keepUnforced(Supplier<T> pieces) {
        return keep(() -> {
            client.sql("SET LOCAL synchronous_commit = off").update();
            return pieces.get();
        });
    }

    /** The part of it that a dry run takes back, all but its answer. */
    <T> T work(Supplier<T> work) {
        if (!dryRun) {
            return work.get();
        }
        return part.execute(status -> {
            status.setRollbackOnly();
            return work.get();
        });
    }

    /** Waits for a lock, but no longer than {@code millis}: without it the transaction goes on as if nothing had been asked. */
    void waitAtMost(int millis, Runnable locking) {
        try {
            part.executeWithoutResult(status -> {
                client.sql("SET LOCAL lock_timeout = " + millis).update();
                locking.run();
                client.sql("SET LOCAL lock_timeout = 0").update();
            });
        } catch (DataAccessException e) {
            if (!LOCK_NOT_AVAILABLE.equals(PassingFaults.sqlState(e))) {
                throw e;
            }
        }
    }
}
