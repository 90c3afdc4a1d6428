package dev.bursar.shadow;

import static dev.bursar.shadow.Shadow.statement;

import dev.bursar.database.PassingFaults;
import dev.bursar.database.SqlFaults;
import dev.bursar.ranges.HeldRun;
import dev.bursar.run.CurrentRun;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Compares everything in one transaction, as of one moment: spreads the lines over buckets of users, then pairs bucket by bucket,
 * each small enough to be hashed in memory. So a line is written once and read once, however many there are. What is found is
 * there whole with the commit, or not at all.
 */
final class Comparison {
    /** Lines of a bucket: its hash tables stay far below the memory that a statement is given here. */
    private static final int LINES_OF_BUCKET = 150_000;

    private static final int MOST_BUCKETS = 512;

    private static final int EXPLAINED_AT_ONCE = 1_000;

    private final DataSource pool;
    private final Notes notes;
    private final CurrentRun run;
    private final Span span;
    private final Thresholds thresholds;

    Comparison(DataSource pool, Notes notes, CurrentRun run, Span span, Thresholds thresholds) {
        this.pool = pool;
        this.notes = notes;
        this.run = run;
        this.span = span;
        this.thresholds = thresholds;
    }

    /** Does it; empty if it was told to stop, and then nothing was done. */
    Optional<Compared.Result> make(Optional<Long> source) {
        return PassingFaults.outlast(() -> {
            try (Connection connection = pool.getConnection()) {
                SingleConnectionDataSource one = new SingleConnectionDataSource(connection, true);
                TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(one));
                transaction.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
                return transaction.execute(status -> {
                    Optional<Compared.Result> result = compare(JdbcClient.create(one), source);
                    if (result.isEmpty() || run.request().dryRun()) {
                        status.setRollbackOnly();
                    }
                    return result;
                });
            } catch (SQLException e) {
                throw SqlFaults.translate(e);
            }
        });
    }

    private Optional<Compared.Result> compare(JdbcClient client, Optional<Long> source) {
        Map<String, @Nullable Object> values = values(source);
        run(client, "give-memory", values);
        client.sql(statement("forget-purged")).params(values).update();
        long lines = client.sql(statement("count-lines"))
                .params(values)
                .query(Long.class)
                .single();
        int buckets = Math.clamp(lines / LINES_OF_BUCKET + 1, 1, MOST_BUCKETS);
        values.put("buckets", buckets);
        notes.begin(buckets);
        run(client, "make-lines", values);
        spread(client, source, values);
        for (int bucket = 1; bucket <= buckets; bucket++) {
            if (run.stop().isRequested()) {
                return Optional.empty();
            }
            values.put("bucket", bucket);
            client.sql(statement("compare-bucket")).params(values).update();
            notes.done(bucket);
        }
        client.sql(statement("find-other-users")).params(values).update();
        client.sql(statement("find-other-types")).params(values).update();
        return explain(client, values) ? Optional.of(judge(client, values)) : Optional.empty();
    }

    /** Finds the reasons, so many at once; false if it was told to stop. */
    private boolean explain(JdbcClient client, Map<String, @Nullable Object> values) {
        client.sql(statement("find-payers")).params(values).update();
        Optional<Place> last = Optional.of(new Place("", ""));
        while (last.isPresent()) {
            if (run.stop().isRequested()) {
                return false;
            }
            last = client.sql(statement("explain-differences"))
                    .params(values)
                    .param("after_user", last.get().user())
                    .param("after_request", last.get().request())
                    .param("most", EXPLAINED_AT_ONCE)
                    .query((row, index) -> new Place(row.getString("last_user"), row.getString("last_request")))
                    .optional();
        }
        return true;
    }

    private record Place(String user, String request) {}

    private void spread(JdbcClient client, Optional<Long> source, Map<String, @Nullable Object> values) {
        Duration late = thresholds.late();
        Coverage coverage = source.isEmpty()
                ? new Coverage(List.of(), List.of())
                : client.sql(statement("find-coverage"))
                        .params(values)
                        .query((row, index) ->
                                new Coverage(types(row.getArray("known")), types(row.getArray("by_request"))))
                        .single();
        Map<String, @Nullable Object> around = new HashMap<>(values);
        around.put("from_at", span.from().minus(late).atOffset(ZoneOffset.UTC));
        around.put("to_at", span.to().plus(late).atOffset(ZoneOffset.UTC));
        around.put("with_charges", !coverage.byRequest().isEmpty());
        client.sql(statement("spread-shadow")).params(around).update();
        if (source.isPresent()) {
            client.sql(statement("spread-legacy")).params(around).update();
        }
        values.put("known", coverage.known().toArray(Short[]::new));
        values.put("by_request", coverage.byRequest().toArray(Short[]::new));
    }

    private Compared.Result judge(JdbcClient client, Map<String, @Nullable Object> values) {
        Sums sums = client.sql(statement("sum-up"))
                .params(values)
                .query((row, index) -> Sums.read(row))
                .single();
        Verdict verdict = Verdict.of(sums, thresholds, span.isDay());
        values.put("scope", run.request().parameters().scope());
        values.put("verdict", verdict.word());
        values.put("legacy", sums.legacyName().orElse(null));
        values.put("shadow_variance", verdict.shadowVariance());
        values.put("legacy_variance", verdict.legacyVariance().orElse(null));
        values.put("differing_rate", verdict.differing());
        values.put("rejected_rate", verdict.rejected());
        values.put("compared", sums.compared());
        values.put("objections", verdict.objections().toArray(String[]::new));
        client.sql(statement("keep-verdict")).params(values).update();
        HeldRun.require(client, run);
        return new Compared.Result(sums, verdict);
    }

    private Map<String, @Nullable Object> values(Optional<Long> source) {
        Map<String, @Nullable Object> values = new HashMap<>();
        List<String> users = run.request().parameters().users();
        values.put("run_id", run.id());
        values.put("from_at", span.from().atOffset(ZoneOffset.UTC));
        values.put("to_at", span.to().atOffset(ZoneOffset.UTC));
        values.put("users", users.isEmpty() ? null : users.toArray(String[]::new));
        values.put("source_id", source.orElse(null));
        return values;
    }

    /** Credit types by id: those of which the legacy source speaks, and those of which it speaks by request. */
    private record Coverage(List<Short> known, List<Short> byRequest) {}

    private static List<Short> types(Array array) throws SQLException {
        return List.of((Short[]) array.getArray());
    }

    private static void run(JdbcClient client, String statement, Map<String, @Nullable Object> values) {
        var _ = client.sql(statement(statement)).params(values).query().listOfRows();
    }
}
