package dev.bursar.backfill;

import dev.bursar.ranges.RangeResult;
import dev.bursar.ranges.RangeWork;
import dev.bursar.run.CurrentRun;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Brings the rows of the source into the ledger, for ranges of their numbers. */
final class MigrateRows implements RangeWork {
    /** An interval of rows is not worth a step of its own below this. */
    private static final int LEAST_ROWS = 2_000;

    private final JdbcClient client;
    private final CurrentRun run;
    private final Map<String, @Nullable Object> parameters = new HashMap<>();

    MigrateRows(JdbcClient client, CurrentRun run) {
        this.client = client;
        this.run = run;
        List<String> users = run.request().parameters().users();
        parameters.put("users", users.isEmpty() ? null : users.toArray(String[]::new));
        parameters.put("run_id", run.id());
    }

    /** One of the job's statements with what all of them may ask for; surplus parameters do no harm. */
    private JdbcClient.StatementSpec sql(String name) {
        return client.sql(Backfill.statement(name)).params(parameters).param("source_id", source());
    }

    /** The source is read by the first step, which may be done after this was made. */
    private int source() {
        return SourceRow.find(client, run.request().parameters())
                .orElseThrow(() -> new IllegalStateException("the source of run " + run.id() + " was not read"));
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
        return sql("migrate-range")
                .param("next_id", nextId)
                .param("last_id", lastId)
                .param("size", size)
                .query((row, index) -> {
                    boolean full = row.getLong("size") == size && row.getLong("last_id") < lastId;
                    return result(row, row.getLong("size"), full ? row.getLong("last_id") : lastId, !full);
                })
                .single();
    }

    @Override
    public RangeResult settle(List<Long> ids) {
        return sql("settle-busy")
                .param("numbers", ids.toArray(Long[]::new))
                .query((row, index) -> result(row, ids.size() - busy(row).size(), 0, false))
                .single();
    }

    @Override
    public void waitFor(long id) {
        var _ = sql("wait-for-customer").param("number", id).query(Long.class).optional();
    }

    private static RangeResult result(ResultSet row, long size, long lastId, boolean last) throws SQLException {
        BigDecimal migrated = row.getBigDecimal("migrated_millicredits");
        String counts = "{\"read\": %d, \"written\": %d, \"skipped\": %d, \"rejected\": %d}"
                .formatted(
                        row.getLong("read"), row.getLong("written"), row.getLong("skipped"), row.getLong("rejected"));
        return new RangeResult(
                size,
                lastId,
                last,
                row.getLong("written"),
                busy(row),
                counts,
                "{\"migratedMillicredits\": " + migrated.toPlainString() + "}");
    }

    private static List<Long> busy(ResultSet row) throws SQLException {
        return List.of((Long[]) row.getArray("busy").getArray());
    }
}
