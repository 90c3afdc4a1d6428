package dev.bursar.reconciliation;

import static dev.bursar.reconciliation.Reconciliation.statement;

import dev.bursar.ranges.HeldRun;
import dev.bursar.run.CurrentRun;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * What the run writes, in short transactions that commit only while the run is still ours. Those who read under the snapshot
 * call it in the middle of their reading: it writes on another connection.
 */
final class Notes {
    /** Findings that one transaction keeps or resolves. */
    private static final int AT_ONCE = 5_000;

    private final JdbcClient client;
    private final HeldRun ours;
    private final CurrentRun run;
    private final Map<String, @Nullable Object> parameters = new HashMap<>();

    Notes(JdbcClient client, PlatformTransactionManager transactions, CurrentRun run) {
        this.client = client;
        this.ours = new HeldRun(client, transactions, run);
        this.run = run;
        List<String> users = run.request().parameters().users();
        parameters.put("users", users.isEmpty() ? null : users.toArray(String[]::new));
        parameters.put("run_id", run.id());
        parameters.put("fence", run.fence());
    }

    private JdbcClient.StatementSpec sql(String name) {
        return client.sql(statement(name)).params(parameters);
    }

    /** An interval of account ids to check; what lies beyond all accounts belongs to the last. */
    record Interval(int number, long firstId, long lastId, boolean isLast) {}

    /** Forgets what earlier starts saw, and cuts the accounts into at most {@code most} intervals of at least {@code size} ids. */
    void begin(int most, int size) {
        var _ = ours.write(() -> {
            sql("forget-partitions").update();
            sql("forget-seen").update();
            sql("begin-anew").update();
            return sql("cut-partitions").param("most", most).param("size", size).update();
        });
    }

    /** The intervals that {@link #begin} cut. */
    List<Interval> intervals() {
        return sql("list-partitions")
                .query((row, index) -> new Interval(
                        row.getInt("number"),
                        row.getLong("first_id"),
                        row.getLong("last_id"),
                        row.getBoolean("is_last")))
                .list();
    }

    /** Writes down what was seen; seen twice, it stands there once. */
    void seen(List<Seen> some) {
        var _ = ours.write(() -> sql("note-seen")
                .param("kinds", column(some, Seen::kind))
                .param("account_ids", some.stream().map(Seen::accountId).toArray(Long[]::new))
                .param("places", column(some, Seen::place))
                .param("amounts", column(some, seen -> text(seen.amountMillicredits())))
                .param("evidence", column(some, Seen::evidence))
                .update());
    }

    private static @Nullable String text(@Nullable BigDecimal amount) {
        return amount == null ? null : amount.toPlainString();
    }

    private static String[] column(List<Seen> some, Function<Seen, @Nullable String> part) {
        return some.stream().map(part).toArray(String[]::new);
    }

    /** An interval has been checked up to {@code nextId}, with so many accounts that hold so much. */
    void checked(int number, long nextId, long accounts, BigDecimal millicredits) {
        var _ = ours.write(() -> sql("move-on")
                .param("number", number)
                .param("next_id", nextId)
                .param("accounts", accounts)
                .param("checked_millicredits", millicredits)
                .update());
    }

    /** Makes findings of some of what was seen; how many, 0 at the end. */
    int keepSome(OffsetDateTime seenAt) {
        return ours.write(() -> sql("keep-findings")
                .param("seen_at", seenAt)
                .param("size", AT_ONCE)
                .update());
    }

    /** Resolves some of the findings that were looked for and not seen; how many, 0 at the end. */
    int resolveSome(OffsetDateTime seenAt) {
        return ours.write(() -> sql("resolve-absent")
                .param("seen_at", seenAt)
                .param("size", AT_ONCE)
                .update());
    }

    private record Count(BigDecimal findings, BigDecimal varianceMillicredits) {}

    /** Completes the run with what the snapshot of {@code seenAt} has shown. */
    void complete(OffsetDateTime seenAt) {
        var _ = ours.write(() -> {
            Count count = sql("count-findings")
                    .param("seen_at", seenAt)
                    .query((row, index) ->
                            new Count(row.getBigDecimal("findings"), row.getBigDecimal("variance_millicredits")))
                    .single();
            sql("note-variance")
                    .param("findings", count.findings())
                    .param("variance_millicredits", count.varianceMillicredits())
                    .update();
            if (sql("sum-up").param("findings", count.findings()).update() != 1) {
                throw run.takenOver();
            }
            return true;
        });
    }
}
