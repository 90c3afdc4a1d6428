package dev.bursar.ledger;

import dev.bursar.ledger.model.Rendering;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of one customer's accounts, written as the model writes its own. */
final class SqlRows {
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

    private final JdbcClient client;
    private final long customer;

    SqlRows(JdbcClient client, long customer) {
        this.client = client;
        this.customer = customer;
    }

    /** Every line, keys as they are stored. */
    List<String> all() {
        List<String> rows = new ArrayList<>();
        List<String> types = client.sql("SELECT code FROM credit_type ORDER BY code COLLATE \"C\"")
                .query(String.class)
                .list();
        for (String type : types) {
            rows.addAll(select(ENTRIES, type, SqlRows::entry));
            rows.addAll(select(LOTS, type, SqlRows::lot));
            rows.addAll(select(PERIODS, type, SqlRows::period));
        }
        return rows;
    }

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
}
