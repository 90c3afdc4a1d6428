package dev.bursar.allocation;

import static dev.bursar.allocation.Allocation.statement;

import dev.bursar.ranges.RangeResult;
import dev.bursar.ranges.RangeWork;
import dev.bursar.run.CurrentRun;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Opens what is due, for ranges of customers. */
final class OpenPeriods implements RangeWork {
    /** An interval of all customers is not worth a step of its own below this. */
    private static final int LEAST_IDS = 5_000;

    private final JdbcClient client;
    private final boolean overEverywhere;
    private final Map<String, @Nullable Object> parameters;

    OpenPeriods(JdbcClient client, CurrentRun run) {
        this.client = client;
        LocalDate through = LocalDate.parse(run.request().parameters().value("date"));
        // no zone is further behind than UTC-12
        this.overEverywhere = !run.at()
                .isBefore(through.plusDays(1)
                        .atStartOfDay(ZoneOffset.ofHours(-12))
                        .toInstant());
        this.parameters = new HashMap<>();
        List<String> users = run.request().parameters().users();
        parameters.put("users", users.isEmpty() ? null : users.toArray(String[]::new));
        parameters.put("run_id", run.id());
        parameters.put("at", OffsetDateTime.ofInstant(run.at(), ZoneOffset.UTC));
        parameters.put("through", through);
    }

    /** One of the job's statements with what all of them may ask for; surplus parameters do no harm. */
    private JdbcClient.StatementSpec sql(String name) {
        return client.sql(statement(name)).params(parameters);
    }

    @Override
    public void cut(int most) {
        sql("cut-partitions").param("most", most).param("least_ids", LEAST_IDS).update();
    }

    @Override
    public RangeResult next(long nextId, long lastId, int size) {
        OpenedRange opened = sql("open-range")
                .param("next_id", nextId)
                .param("last_id", lastId)
                .param("size", size)
                .query((row, index) -> OpenedRange.ofRange(row, size, lastId))
                .single();
        return opened.result(overEverywhere ? 0 : waiting(nextId, opened.lastId()));
    }

    private long waiting(long firstId, long lastId) {
        return sql("count-waiting")
                .param("first_id", firstId)
                .param("last_id", lastId)
                .query(Long.class)
                .single();
    }

    @Override
    public RangeResult settle(List<Long> ids) {
        return sql("settle-busy")
                .param("customers", ids.toArray(Long[]::new))
                .query((row, index) -> OpenedRange.ofCustomers(row))
                .single()
                .result(0);
    }

    @Override
    public void waitFor(long id) {
        var _ = sql("wait-for-account")
                .param("customer_id", id)
                .query(Long.class)
                .optional();
    }
}
