package dev.bursar.allocation;

import static dev.bursar.allocation.Allocation.statement;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.run.CurrentRun;
import dev.bursar.run.Partition;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The run's work in the database, each piece in one transaction with the progress that it makes: whoever is killed loses at
 * most the piece in hand, and none is done twice. A piece commits only while the run is still ours.
 */
final class Ranges {
    /** An interval of all customers is not worth a step of its own below this. */
    private static final int LEAST_IDS = 5_000;

    /** How many busy customers one transaction comes back to. */
    private static final int BUSY_AT_ONCE = 200;

    private final JdbcClient client;
    private final WorkTransaction transaction;
    private final CurrentRun run;
    private final LocalDate through;
    private final boolean overEverywhere;
    private final Map<String, @Nullable Object> parameters;

    Ranges(JdbcClient client, PlatformTransactionManager transactions, CurrentRun run) {
        this.client = client;
        this.transaction =
                new WorkTransaction(client, transactions, run.request().dryRun());
        this.run = run;
        this.through = LocalDate.parse(run.request().parameters().value("date"));
        // no zone is further behind than UTC-12
        this.overEverywhere = !run.at()
                .isBefore(through.plusDays(1)
                        .atStartOfDay(ZoneOffset.ofHours(-12))
                        .toInstant());
        this.parameters = new HashMap<>();
        List<String> users = run.request().parameters().users();
        parameters.put("users", users.isEmpty() ? null : users.toArray(String[]::new));
        parameters.put("run_id", run.id());
        parameters.put("fence", run.fence());
        parameters.put("at", OffsetDateTime.ofInstant(run.at(), ZoneOffset.UTC));
        parameters.put("through", through);
    }

    private JdbcClient.StatementSpec sql(String name) {
        return client.sql(statement(name)).params(parameters);
    }

    /** Cuts the customers into at most {@code most} intervals, unless that was done before; numbers of those with work left. */
    List<Integer> cut(int most) {
        return transaction.keep(() -> {
            sql("cut-partitions")
                    .param("most", most)
                    .param("least_ids", LEAST_IDS)
                    .update();
            return sql("list-partitions").query(Integer.class).list();
        });
    }

    /** Opens what is due for the next customers of an interval that is ours, {@code size} of them at most. */
    RangeResult openNext(Partition partition, int size) {
        return transaction.keep(() -> {
            Interval interval = hold(partition);
            Opened opened = transaction.work(() -> open(interval, size));
            RangeResult result = opened.result();
            sql("move-on")
                    .param("number", partition.number())
                    .param("next_id", result.lastId() + 1)
                    .param("busy", result.busy().toArray(Long[]::new))
                    .param("counts", result.counts(opened.waiting()))
                    .param("totals", result.totals())
                    .update();
            return result;
        });
    }

    private record Interval(long nextId, long lastId) {}

    private record Opened(RangeResult result, long waiting) {}

    private Interval hold(Partition partition) {
        return sql("hold-partition")
                .param("number", partition.number())
                .param("token", partition.token())
                .query((row, index) -> new Interval(row.getLong("next_id"), row.getLong("last_id")))
                .optional()
                .orElseThrow(() -> takenOver("this part of run "));
    }

    private Opened open(Interval interval, int size) {
        RangeResult result = sql("open-range")
                .param("next_id", interval.nextId())
                .param("last_id", interval.lastId())
                .param("size", size)
                .query((row, index) -> RangeResult.ofRange(row, size, interval.lastId()))
                .single();
        if (overEverywhere) {
            return new Opened(result, 0);
        }
        long waiting = sql("count-waiting")
                .param("first_id", interval.nextId())
                .param("last_id", result.lastId())
                .query(Long.class)
                .single();
        return new Opened(result, waiting);
    }

    /**
     * What one return to busy customers achieved.
     *
     * @param number the interval that they are of
     * @param opened periods opened
     * @param stillBusy how many of its customers are left
     * @param less whether that is less than before
     */
    record Settled(int number, long opened, int stillBusy, boolean less) {}

    /**
     * Comes back to busy customers of the next interval that has any.
     *
     * @param after the number of the interval visited last, so that each has its turn
     * @param wait whether to queue for one account of one customer instead of skipping
     * @return empty if nobody is left
     */
    Optional<Settled> settleNext(int after, boolean wait) {
        return transaction.keep(() -> sql("hold-busy")
                .param("after", after)
                .query((row, index) -> new Busy(row.getInt("number"), List.of((Long[])
                        row.getArray("busy").getArray())))
                .optional()
                .map(busy -> settle(busy, wait)));
    }

    private record Busy(int number, List<Long> customers) {}

    private Settled settle(Busy busy, boolean wait) {
        List<Long> now = busy.customers()
                .subList(0, Math.min(wait ? 1 : BUSY_AT_ONCE, busy.customers().size()));
        List<Long> left = new ArrayList<>(
                busy.customers().subList(now.size(), busy.customers().size()));
        RangeResult result = transaction.work(() -> {
            if (wait) {
                transaction.waitAtMost(
                        1_000,
                        () -> sql("wait-for-account")
                                .param("customer_id", now.getFirst())
                                .query(Long.class)
                                .optional());
            }
            return sql("settle-busy")
                    .param("customers", now.toArray(Long[]::new))
                    .query((row, index) -> RangeResult.ofCustomers(row))
                    .single();
        });
        left.addAll(result.busy());
        sql("put-back-busy")
                .param("number", busy.number())
                .param("busy", left.toArray(Long[]::new))
                .param("counts", result.counts(0))
                .param("totals", result.totals())
                .update();
        return new Settled(
                busy.number(),
                result.opened(),
                left.size(),
                left.size() < busy.customers().size());
    }

    /** Completes the run; its figures become those of the intervals. */
    void complete() {
        transaction.keep(() -> {
            if (sql("sum-up").update() != 1) {
                throw takenOver("run ");
            }
            return true;
        });
    }

    private Fault takenOver(String what) {
        return Fault.failed(
                FaultCode.RUN_FAILED,
                what + run.id() + " was taken over by another process, so this one must not go on",
                "See 'bursar runs show " + run.id() + "' for who works on it now.");
    }
}
