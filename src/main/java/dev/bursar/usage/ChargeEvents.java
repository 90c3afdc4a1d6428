package dev.bursar.usage;

import static dev.bursar.usage.Usage.statement;

import dev.bursar.ranges.RangeResult;
import dev.bursar.ranges.RangeWork;
import dev.bursar.run.CurrentRun;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Charges staged rows, for ranges of places. */
final class ChargeEvents implements RangeWork {
    /** An interval of rows is not worth a step of its own below this. */
    private static final int LEAST_ROWS = 5_000;

    /** So many rows of one customer are charged at once when it is come back to. */
    private static final int ROWS_OF_A_CUSTOMER = 1_000;

    private final JdbcClient client;
    private final CurrentRun run;

    ChargeEvents(JdbcClient client, CurrentRun run) {
        this.client = client;
        this.run = run;
    }

    private JdbcClient.StatementSpec sql(String name) {
        return client.sql(statement(name)).param("run_id", run.id());
    }

    @Override
    public void cut(int most) {
        sql("cut-partitions")
                .param("most", most)
                .param("least_rows", LEAST_ROWS)
                .update();
    }

    @Override
    public RangeResult next(long nextId, long lastId, int size) {
        ChargedRange charged = sql("charge-range")
                .param("next_id", nextId)
                .param("last_id", lastId)
                .param("size", size)
                .param("dry_run", run.request().dryRun())
                .query((row, index) -> ChargedRange.of(row))
                .single();
        return charged.result(charged.lastPlace() - nextId + 1, charged.lastPlace() == lastId, () -> note(charged));
    }

    @Override
    public RangeResult settle(List<Long> ids) {
        ChargedRange charged = sql("settle-busy")
                .param("places", ids.toArray(Long[]::new))
                .param("size", run.request().dryRun() ? Integer.MAX_VALUE : ROWS_OF_A_CUSTOMER)
                .query((row, index) -> ChargedRange.of(row))
                .single();
        return charged.result(charged.rows(), false, () -> note(charged));
    }

    private void note(ChargedRange charged) {
        Rejects rejects = charged.rejects();
        if (!rejects.lines().isEmpty()) {
            sql("note-rejects")
                    .param("lines", rejects.lines().toArray(Long[]::new))
                    .param("fields", rejects.fields().toArray(String[]::new))
                    .param("reasons", rejects.reasons().toArray(String[]::new))
                    .param("rows", rejects.rows().toArray(String[]::new))
                    .update();
        }
    }

    @Override
    public void waitFor(long id) {
        var _ = sql("wait-for-customer").param("place", id).query(Long.class).list();
    }
}
