package dev.bursar.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bursar.database.TestDatabase;
import dev.bursar.database.TestServer;
import dev.bursar.ledger.model.Books.Request;
import dev.bursar.ledger.model.Terms;
import dev.bursar.ledger.model.Wish;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database with a small catalogue and the words in which tests speak of it. Amounts are whole credits unless they say otherwise. */
final class TestLedger implements AutoCloseable {
    private final TestDatabase database;
    private final Map<String, SqlBooks> users = new HashMap<>();
    private Instant now = Instant.EPOCH;

    private TestLedger(TestDatabase database, Terms terms) {
        this.database = database;
        new TermsTables(database.client()).write(terms);
    }

    static TestLedger open() {
        return open(TestServer.EMBEDDED);
    }

    static TestLedger open(TestServer server) {
        return new TestLedger(TestDatabase.migrated(server), DeskTerms.ALL);
    }

    JdbcClient client() {
        return database.client();
    }

    TestDatabase database() {
        return database;
    }

    /** Sets business time, as with {@code BURSAR_CLOCK}. */
    void setClock(String instant) {
        now = Instant.parse(instant);
        client().sql("SELECT set_config('bursar.clock', ?, false)")
                .param(instant)
                .query()
                .singleRow();
    }

    /** The books of a user, who is made when first named. */
    SqlBooks of(String user) {
        SqlBooks books = users.computeIfAbsent(user, name -> new SqlBooks(client(), name));
        books.setClock(now);
        return books;
    }

    /** On the first of a calendar month, UTC. */
    void subscribe(String user, String plan, String allocateFrom) {
        subscribe(user, new Wish(plan, null, null, null, LocalDate.parse(allocateFrom), null, null));
    }

    void subscribe(String user, Wish wish) {
        assertThat(of(user).change(wish)).isEqualTo("started");
    }

    String change(String user, Wish wish) {
        return of(user).change(wish);
    }

    /** The job for one user, now. */
    void allocate(String user) {
        of(user).allocate();
    }

    /** Charges whole credits of a type under the key {@code <user>/<key>}; false where there is not enough. */
    boolean consume(String user, String type, int credits, String key) {
        return of(user).consume(key, type, credits).startsWith("charged");
    }

    /** An event of the past, or a little ahead of the clock. */
    String chargeLate(String user, String key, String occurred) {
        return of(user).charge(key, new Request("ANALYSIS", 500, 1, Instant.parse(occurred)));
    }

    void hasBalance(String user, String type, long credits) {
        assertThat(client().sql("""
                        SELECT coalesce(sum(a.balance_millicredits), 0) / 1000.0 FROM account a
                        JOIN customer c ON c.id = a.customer_id JOIN credit_type t ON t.id = a.credit_type_id WHERE c.user_id = ? AND t.code = ?
                        """).params(user, type).query(BigDecimal.class).single())
                .isEqualByComparingTo(BigDecimal.valueOf(credits));
    }

    /** Entries in their order: {@code type amount balance-after day}, in credits. */
    List<String> entries(String user, String type) {
        return lines("""
                SELECT format('%s %s %s %s', l.type, trim_scale(l.amount_millicredits / 1000.0), trim_scale(l.balance_after_millicredits / 1000.0),
                              to_char(l.occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD'))
                FROM credit_ledger l WHERE l.user_id = ? AND l.credit_type = ? ORDER BY l.id
                """, user, type);
    }

    /** Lots that hold something, in their order: {@code source remaining of granted, carried, until}. */
    List<String> lots(String user, String type) {
        return lines("""
                SELECT format('%s %s of %s carried %s until %s', l.source, trim_scale(l.remaining_millicredits / 1000.0), trim_scale(l.granted_millicredits / 1000.0),
                              l.carried, coalesce(to_char(l.expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD'), 'never'))
                FROM credit_lot l WHERE l.user_id = ? AND l.credit_type = ? AND l.remaining_millicredits > 0 ORDER BY l.id
                """, user, type);
    }

    /** Where a user's periods of a type begin and end, UTC. */
    List<String> periods(String user, String type) {
        return lines("""
                SELECT format('%s %s', to_char(p.period_start AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI'), to_char(p.period_end AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI'))
                FROM usage_counters p WHERE p.user_id = ? AND p.credit_type = ? ORDER BY p.period_start
                """, user, type);
    }

    /** The first column of a query as text. */
    List<String> lines(String sql, Object... parameters) {
        return client().sql(sql).params(parameters).query(String.class).list();
    }

    /** Requires an error with a SQLSTATE. */
    static void isRefused(String sqlState, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        DataAccessException.class,
                        error -> assertThat(((SQLException) error.getMostSpecificCause()).getSQLState())
                                .as(Objects.requireNonNull(error.getMessage()))
                                .isEqualTo(sqlState));
    }

    void invariantsHold() {
        new Invariants(client()).hold();
    }

    @Override
    public void close() {
        database.close();
    }
}
