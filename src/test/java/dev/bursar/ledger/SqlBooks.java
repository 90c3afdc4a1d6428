package dev.bursar.ledger;

import dev.bursar.ledger.model.Books;
import dev.bursar.ledger.model.Rendering;
import dev.bursar.ledger.model.Wish;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The books of one user as the schema keeps them; its operations are the functions of the contract. */
final class SqlBooks implements Books {
    private final JdbcClient client;
    private final String user;
    private final long customer;
    private Instant now = Instant.EPOCH;

    /** Makes the user. */
    SqlBooks(JdbcClient client, String user) {
        this.client = client;
        this.user = user;
        this.customer = client.sql("INSERT INTO customer (user_id, created_at) VALUES (?, '2020-01-01') RETURNING id")
                .param(user)
                .query(Long.class)
                .single();
    }

    /** The user's number, as ranges of the job name it. */
    long customer() {
        return customer;
    }

    @Override
    public void setClock(Instant instant) {
        now = instant;
        client.sql("SELECT set_config('bursar.clock', ?, false)")
                .param(instant.toString())
                .query()
                .singleRow();
    }

    @Override
    public void allocate() {
        client.sql("SELECT * FROM allocate_customers(ARRAY[?], ?, NULL, NULL)")
                .params(customer, at(now))
                .query()
                .singleRow();
    }

    @Override
    public String change(Wish wish) {
        return answer(client.sql("SELECT change_subscription(?, ?, ?, ?, ?, ?, ?, ?, 'test') ->> 'change'")
                .param(user)
                .param(wish.plan())
                .param(wish.cycle())
                .param(wish.anchor())
                .param(wish.status())
                .param(wish.allocateFrom())
                .param(wish.zone())
                .param(wish.effectiveAt() == null ? null : at(wish.effectiveAt())));
    }

    /** Also asks for an estimate first, which must say the same and change nothing. */
    @Override
    public String charge(String key, Request request) {
        String estimated = decided("estimate", key, request);
        String charged = decided("charge", key, request);
        return estimated.equals(charged) ? charged : charged + ", but was estimated as " + estimated;
    }

    private String decided(String function, String key, Request request) {
        return answer(client.sql("""
                        SELECT CASE a ->> 'status'
                            WHEN 'insufficient' THEN format('insufficient %%s of %%s', ((a ->> 'requiredCredits')::numeric * 1000)::bigint, ((a ->> 'currentCredits')::numeric * 1000)::bigint)
                            ELSE format('%%s %%s leaves %%s', a ->> 'status', a ->> 'chargedMillicredits', a ->> 'balanceMillicredits') END
                        FROM %s(?, ?, ?, NULL, NULL, NULL, ?, ?, jsonb_strip_nulls(jsonb_build_object('occurred_at', ?::text))) AS a
                        """.formatted(function))
                .param(user)
                .param(request.action())
                .param(request.quantity())
                .param(request.items())
                .param(own(key))
                .param(request.occurred() == null ? null : request.occurred().toString()));
    }

    @Override
    public String consume(String key, String creditType, int credits) {
        String taken =
                answer(client.sql("SELECT consume_credits(?, ?, ?, 'test', NULL, jsonb_build_object('request_id', ?))")
                        .params(user, creditType, credits, own(key)));
        return switch (taken) {
            case "true" -> answer(client.sql("""
                            SELECT format('charged %s leaves %s', answer ->> 'chargedMillicredits', answer ->> 'balanceMillicredits')
                            FROM idempotency_key WHERE key = ?
                            """).param(own(key)));
            case "false" -> "insufficient";
            default -> taken;
        };
    }

    @Override
    public String refund(String key) {
        return leaves("refund(?, 'test')", "refundedMillicredits", own(key));
    }

    @Override
    public String grant(String key, String creditType, long millicredits, @Nullable Instant expires) {
        return leaves(
                "grant_credits(?, ?, ?, %s, ?, 'test')".formatted(expires == null ? "NULL" : "'" + expires + "'"),
                "grantedMillicredits",
                user,
                creditType,
                millicredits,
                own(key));
    }

    @Override
    public String adjust(String key, String creditType, long millicredits) {
        return leaves(
                "adjust_credits(?, ?, ?, ?, 'test')", "adjustedMillicredits", user, creditType, millicredits, own(key));
    }

    private String leaves(String call, String amount, Object... parameters) {
        return answer(client.sql(
                        "SELECT format('%%s %%s leaves %%s', a ->> 'status', a ->> '%s', a ->> 'balanceMillicredits') FROM %s AS a"
                                .formatted(amount, call))
                .params(parameters));
    }

    @Override
    public String purchase(String key, String pack) {
        String status = answer(client.sql("""
                        SELECT r.status FROM (SELECT p.price_cents FROM catalogue_package p WHERE p.code = ? LIMIT 1) x,
                            record_purchases(ARRAY[?], ARRAY[?], ARRAY[?], ARRAY[x.price_cents], ARRAY['usd'], ARRAY[?::timestamptz], ARRAY[NULL::text]) r
                        """).params(pack, own(key), user, pack, at(now)));
        return status.equals("repeated") ? "booked" : status;
    }

    @Override
    public String reset() {
        answer(client.sql("SELECT reset_allowance(?, 'test')").param(user));
        return "reset";
    }

    @Override
    public List<String> rows() {
        List<String> rows = new ArrayList<>();
        List<String> types = client.sql("SELECT code FROM credit_type ORDER BY code COLLATE \"C\"")
                .query(String.class)
                .list();
        for (String type : types) {
            rows.addAll(select(ENTRIES, type, SqlBooks::entry));
            rows.addAll(select(LOTS, type, SqlBooks::lot));
            rows.addAll(select(PERIODS, type, SqlBooks::period));
        }
        return rows.stream().map(row -> row.replace(user + "/", "")).toList();
    }

    private static final String LOTS = """
            WITH own AS (SELECT a.id, t.code FROM account a JOIN credit_type t ON t.id = a.credit_type_id WHERE a.customer_id = ? AND t.code = ?)
            SELECT own.code, l.*, row_number() OVER (ORDER BY l.id) - 1 AS number FROM own JOIN lot l ON l.account_id = own.id ORDER BY l.id
            """;
    private static final String ENTRIES = """
            WITH own AS (SELECT a.id, t.code FROM account a JOIN credit_type t ON t.id = a.credit_type_id WHERE a.customer_id = ? AND t.code = ?),
                 numbered AS (SELECT l.id, row_number() OVER (ORDER BY l.id) - 1 AS number FROM own JOIN lot l ON l.account_id = own.id)
            SELECT own.code, e.*, (SELECT string_agg(format('#%s:%s', n.number, m.amount_millicredits), ' ' ORDER BY n.number)
                                   FROM movement m JOIN numbered n ON n.id = m.lot_id WHERE m.entry_id = e.id) AS moves
            FROM own JOIN entry e ON e.account_id = own.id ORDER BY e.id
            """;
    private static final String PERIODS = """
            WITH own AS (SELECT a.id, t.code FROM account a JOIN credit_type t ON t.id = a.credit_type_id WHERE a.customer_id = ? AND t.code = ?)
            SELECT own.code, p.*, plan.code AS plan FROM own JOIN period p ON p.account_id = own.id JOIN plan ON plan.id = p.plan_id ORDER BY p.period_start
            """;

    private interface Line {
        String of(ResultSet row) throws SQLException;
    }

    private List<String> select(String sql, String type, Line line) {
        return client.sql(sql)
                .params(customer, type)
                .query((row, _) -> line.of(row))
                .list();
    }

    private static String entry(ResultSet row) throws SQLException {
        return Rendering.entry(
                row.getString("code"),
                row.getString("type"),
                row.getLong("amount_millicredits"),
                row.getLong("balance_before_millicredits"),
                instant(row, "occurred_at"),
                row.getString("idempotency_key"),
                row.getString("reference_id"),
                row.getString("moves"));
    }

    private static String lot(ResultSet row) throws SQLException {
        Timestamp expires = row.getTimestamp("expires_at");
        return Rendering.lot(
                row.getString("code"),
                row.getInt("number"),
                row.getString("source"),
                row.getLong("granted_millicredits"),
                row.getLong("remaining_millicredits"),
                row.getInt("priority"),
                row.getInt("carried"),
                instant(row, "effective_at"),
                expires == null ? null : expires.toInstant());
    }

    private static String period(ResultSet row) throws SQLException {
        return Rendering.period(
                row.getString("code"),
                instant(row, "period_start"),
                instant(row, "period_end"),
                row.getLong("opening_millicredits"),
                row.getLong("expired_millicredits"),
                row.getLong("rolled_in_millicredits"),
                row.getLong("granted_millicredits"),
                row.getLong("allowance_millicredits"),
                row.getString("plan"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getTimestamp(column)).toInstant();
    }

    private String own(String key) {
        return user + "/" + key;
    }

    private static String answer(JdbcClient.StatementSpec statement) {
        try {
            return String.valueOf(statement.query().singleValue());
        } catch (DataAccessException e) {
            if (e.getMostSpecificCause() instanceof SQLException error
                    && String.valueOf(error.getSQLState()).startsWith("BU")) {
                return Objects.requireNonNull(error.getSQLState());
            }
            throw e;
        }
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
