package dev.bursar.ranges;

import dev.bursar.database.Statements;
import dev.bursar.run.CurrentRun;
import dev.bursar.run.Partition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The run's work in the database, each piece in one transaction with the progress that it makes: whoever is killed loses at
 * most the piece in hand, and none is done twice. A piece commits only while the run is still ours.
 */
public final class Ranges {
    /** How many busy ids one transaction comes back to. */
    private static final int BUSY_AT_ONCE = 200;

    private static final int LONGEST_WAIT_MILLIS = 1_000;

    private final JdbcClient client;
    private final WorkTransaction transaction;
    private final CurrentRun run;
    private final RangeWork work;

    /**
     * The ranges of a run.
     *
     * @param client of the same source as {@code transactions}
     * @param work what the job does with a range
     */
    Ranges(JdbcClient client, PlatformTransactionManager transactions, CurrentRun run, RangeWork work) {
        this.client = client;
        this.transaction =
                new WorkTransaction(client, transactions, run.request().dryRun());
        this.run = run;
        this.work = work;
    }

    /** One of the statements that jobs share; surplus parameters do no harm. */
    private JdbcClient.StatementSpec sql(String name) {
        return client.sql(Statements.read("ranges/" + name + ".sql"))
                .params(Map.of("run_id", run.id(), "fence", run.fence()));
    }

    /** Cuts the work into at most {@code most} partitions, unless that was done before; numbers of those with work left. */
    List<Integer> cut(int most) {
        return transaction.keep(() -> {
            if (sql("hold-uncut").query(Boolean.class).optional().orElseThrow(run::takenOver)) {
                work.cut(most);
            }
            return sql("list-partitions").query(Integer.class).list();
        });
    }

    /** Does the next range of a partition that is ours, {@code size} ids at most. */
    RangeResult doNext(Partition partition, int size) {
        return transaction.keepUnforced(() -> {
            Interval interval = hold(partition);
            RangeResult result = transaction.work(() -> work.next(interval.nextId(), interval.lastId(), size));
            sql("move-on")
                    .param("number", partition.number())
                    .param("next_id", result.lastId() + 1)
                    .param("busy", result.busy().toArray(Long[]::new))
                    .param("counts", result.counts())
                    .param("totals", result.totals())
                    .update();
            result.note().run();
            return result;
        });
    }

    private record Interval(long nextId, long lastId) {}

    private Interval hold(Partition partition) {
        return sql("hold-partition")
                .param("number", partition.number())
                .param("token", partition.token())
                .query((row, index) -> new Interval(row.getLong("next_id"), row.getLong("last_id")))
                .optional()
                .orElseThrow(run::partTakenOver);
    }

    /**
     * What one return to busy ids achieved.
     *
     * @param number the partition that they are of
     * @param written as in {@link RangeResult}
     * @param stillBusy how many of its ids are left
     * @param moved whether anything could be done
     */
    record Settled(int number, long written, int stillBusy, boolean moved) {}

    /**
     * Comes back to busy ids of the next partition that has any.
     *
     * @param after the number of the partition visited last, so that each has its turn
     * @param wait whether to queue for one id instead of skipping
     * @return empty if nothing is left
     */
    Optional<Settled> settleNext(int after, boolean wait) {
        return transaction.keepUnforced(() -> sql("hold-busy")
                .param("after", after)
                .query((row, index) -> new Busy(row.getInt("number"), List.of((Long[])
                        row.getArray("busy").getArray())))
                .optional()
                .map(busy -> settle(busy, wait)));
    }

    private record Busy(int number, List<Long> ids) {}

    private Settled settle(Busy busy, boolean wait) {
        List<Long> now = busy.ids()
                .subList(0, Math.min(wait ? 1 : BUSY_AT_ONCE, busy.ids().size()));
        List<Long> left =
                new ArrayList<>(busy.ids().subList(now.size(), busy.ids().size()));
        RangeResult result = transaction.work(() -> {
            if (wait) {
                transaction.waitAtMost(LONGEST_WAIT_MILLIS, () -> work.waitFor(now.getFirst()));
            }
            return work.settle(now);
        });
        left.addAll(result.busy());
        sql("put-back-busy")
                .param("number", busy.number())
                .param("busy", left.toArray(Long[]::new))
                .param("counts", result.counts())
                .param("totals", result.totals())
                .update();
        result.note().run();
        return new Settled(busy.number(), result.written(), left.size(), result.size() > 0);
    }

    /** Completes the run; its figures become those of the partitions. */
    void complete() {
        transaction.keep(() -> {
            if (sql("sum-up").update() != 1) {
                throw run.takenOver();
            }
            return true;
        });
    }
}
