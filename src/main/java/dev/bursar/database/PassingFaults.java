package dev.bursar.database;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.transaction.TransactionSystemException;

/** Faults of the database that can pass by themselves, and the patience to wait until they have. */
public final class PassingFaults {
    /** Serialization failure, deadlock; connection lost, server ended the session or is starting. */
    private static final Set<String> PASSING =
            Set.of("40001", "40P01", "08000", "08001", "08003", "08006", "57P01", "57P02", "57P03");

    private static final RetryTemplate RETRIES = new RetryTemplate(RetryPolicy.builder()
            .maxRetries(5)
            .delay(Duration.ofMillis(100))
            .multiplier(3)
            .jitter(Duration.ofMillis(50))
            .predicate(error -> PASSING.contains(sqlState(error)))
            .build());

    private PassingFaults() {}

    /**
     * Does something up to six times, over some twelve seconds, for as long as what stops it can pass by itself.
     *
     * @param work a whole transaction, which begins anew each time; a connection lost while committing leaves open whether it did
     * @return what {@code work} returns; throws what it throws
     */
    public static <T> T outlast(Supplier<T> work) {
        try {
            return RETRIES.execute(work::get);
        } catch (RetryException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    /** The first SQLSTATE among the causes, or nothing. When not even the rollback was possible, what made it necessary counts. */
    public static String sqlState(@Nullable Throwable error) {
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
