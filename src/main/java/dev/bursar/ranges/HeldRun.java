package dev.bursar.ranges;

import dev.bursar.database.PassingFaults;
import dev.bursar.database.Statements;
import dev.bursar.run.CurrentRun;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What a job writes beside a long reading: short transactions on another connection, each of which commits only while the run is
 * still ours. What stops one of them and can pass by itself is tried again.
 */
public final class HeldRun {
    private final JdbcClient client;
    private final TransactionTemplate transaction;
    private final CurrentRun run;

    /** @param client of the same source as {@code transactions} */
    public HeldRun(JdbcClient client, PlatformTransactionManager transactions, CurrentRun run) {
        this.client = client;
        this.transaction = new TransactionTemplate(transactions);
        transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.run = run;
    }

    /**
     * Writes something in one transaction, which may be begun several times and commits once.
     *
     * @throws dev.bursar.fault.Fault run-failed (exit 1) if another start of the run has taken over
     */
    public <T> T write(Supplier<T> something) {
        return Objects.requireNonNull(PassingFaults.outlast(() -> transaction.execute(status -> {
            require(client, run);
            return something.get();
        })));
    }

    /** Holds the run until the end of a transaction of {@code any}; throws a fault of code run-failed if it is not ours any more. */
    public static void require(JdbcClient any, CurrentRun run) {
        if (any.sql(Statements.read("ranges/hold-run.sql"))
                .params(Map.of("run_id", run.id(), "fence", run.fence()))
                .query(Long.class)
                .optional()
                .isEmpty()) {
            throw run.takenOver();
        }
    }
}
