package dev.bursar.shadow;

import static dev.bursar.shadow.Shadow.statement;

import dev.bursar.database.PassingFaults;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.run.CurrentRun;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** How far the run is, written on another connection than the comparison's, and only while the run is still ours. */
final class Notes {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient client;
    private final TransactionTemplate transaction;
    private final CurrentRun run;
    private final Map<String, @Nullable Object> identity = new HashMap<>();

    Notes(DataSource pool, PlatformTransactionManager transactions, CurrentRun run) {
        this.client = JdbcClient.create(pool);
        this.transaction = new TransactionTemplate(transactions);
        transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.run = run;
        identity.put("run_id", run.id());
        identity.put("fence", run.fence());
    }

    private JdbcClient.StatementSpec sql(String name) {
        return client.sql(statement(name)).params(identity);
    }

    private <T> T ours(Supplier<T> work) {
        return Objects.requireNonNull(PassingFaults.outlast(() -> transaction.execute(status -> {
            requireOurs(client);
            return work.get();
        })));
    }

    /** Throws a fault of code run-failed if another start of the run has taken over. */
    void requireOurs(JdbcClient any) {
        if (any.sql(statement("hold-run"))
                .params(identity)
                .query(Long.class)
                .optional()
                .isEmpty()) {
            throw takenOver();
        }
    }

    /** Nothing is done yet, of so many buckets. */
    void begin(int buckets) {
        var _ = ours(() -> {
            sql("forget-partition").update();
            sql("begin-anew").update();
            return sql("begin-partition").param("buckets", buckets).update();
        });
    }

    /** So many buckets are compared. */
    void done(int buckets) {
        var _ = ours(() -> sql("move-on").param("done", buckets).update());
    }

    /**
     * Completes the run.
     *
     * @param findings more than 0 is an answer of no
     */
    void complete(Map<String, BigInteger> counts, Map<String, BigInteger> totals, List<String> files, int findings) {
        var _ = ours(() -> {
            sql("note-figures")
                    .param("counts", JSON.writeValueAsString(counts))
                    .param("totals", JSON.writeValueAsString(totals))
                    .update();
            if (sql("complete")
                            .param("files", JSON.writeValueAsString(files))
                            .param("findings", findings)
                            .update()
                    != 1) {
                throw takenOver();
            }
            return true;
        });
    }

    private Fault takenOver() {
        return Fault.failed(
                FaultCode.RUN_FAILED,
                "run " + run.id() + " was taken over by another process, so this one must not go on",
                "See 'bursar runs show " + run.id() + "' for who works on it now.");
    }
}
