package dev.bursar.shadow;

import static dev.bursar.shadow.Shadow.statement;

import dev.bursar.ranges.HeldRun;
import dev.bursar.run.CurrentRun;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import tools.jackson.databind.json.JsonMapper;

/** How far the run is, written on another connection than the comparison's, and only while the run is still ours. */
final class Notes {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient client;
    private final HeldRun ours;
    private final CurrentRun run;

    Notes(DataSource pool, PlatformTransactionManager transactions, CurrentRun run) {
        this.client = JdbcClient.create(pool);
        this.ours = new HeldRun(client, transactions, run);
        this.run = run;
    }

    private JdbcClient.StatementSpec sql(String name) {
        return client.sql(statement(name)).params(Map.of("run_id", run.id(), "fence", run.fence()));
    }

    /** Nothing is done yet, of so many buckets. */
    void begin(int buckets) {
        var _ = ours.write(() -> {
            sql("forget-partition").update();
            sql("begin-anew").update();
            return sql("begin-partition").param("buckets", buckets).update();
        });
    }

    /** So many buckets are compared. */
    void done(int buckets) {
        var _ = ours.write(() -> sql("move-on").param("done", buckets).update());
    }

    /**
     * Completes the run.
     *
     * @param findings more than 0 is an answer of no
     */
    void complete(Map<String, BigInteger> counts, Map<String, BigInteger> totals, List<String> files, int findings) {
        var _ = ours.write(() -> {
            sql("note-figures")
                    .param("counts", JSON.writeValueAsString(counts))
                    .param("totals", JSON.writeValueAsString(totals))
                    .update();
            if (sql("complete")
                            .param("files", JSON.writeValueAsString(files))
                            .param("findings", findings)
                            .update()
                    != 1) {
                throw run.takenOver();
            }
            return true;
        });
    }
}
