package dev.bursar.allocation;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionTemplate;

/** A transaction in which work and its progress commit together, tried again when what stopped it can pass by itself. */
final class WorkTransaction {
    /** Serialization failure, deadlock; connection lost, server ended the session or is starting. */
    private static final Set<String> PASSING =
            Set.of("40001", "40P01", "08000", "08001", "08003", "08006", "57P01", "57P02", "57P03");

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final RetryTemplate RETRIES = new RetryTemplate(RetryPolicy.builder()
            .maxRetries(5)
            .delay(Duration.ofMillis(100))
            .multiplier(3)
            .jitter(Duration.ofMillis(50))
            .predicate(error -> PASSING.contains(sqlState(error)))
            .build());

    private final JdbcClient client;
    private final TransactionTemplate whole;
    private final TransactionTemplate part;
    private final boolean dryRun;

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
        try {
            return RETRIES.execute(() -> whole.execute(status -> pieces.get()));
        } catch (RetryException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
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
            if (!LOCK_NOT_AVAILABLE.equals(sqlState(e))) {
                throw e;
            }
        }
    }

    /** The first SQLSTATE among the causes. When not even the rollback was possible, what made it necessary counts. */
    private static String sqlState(@Nullable Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof TransactionSystemException rollback && rollback.getApplicationException() != null) {
                return sqlState(rollback.getApplicationException());
            }
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return "";
    }
}
