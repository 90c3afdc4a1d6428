package dev.bursar.catalogue;

import dev.bursar.money.Millicredits;
import dev.bursar.money.Money;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads a version back from the tables that charges and grants go by. */
public final class CatalogueTables {
    private final JdbcClient client;

    public CatalogueTables(JdbcClient client) {
        this.client = client;
    }

    /** The whole of one version. */
    public Catalogue read(int version) {
        return new Catalogue(creditTypes(version), plans(version), packages(version), prices(version));
    }

    private List<CreditType> creditTypes(int version) {
        return list(
                """
                SELECT t.code, t.granularity_millicredits, c.credits_per_usd
                FROM catalogue_credit_type c JOIN credit_type t ON t.id = c.credit_type_id
                WHERE c.version_id = :version""",
                version,
                (row, index) -> new CreditType(
                        row.getString("code"),
                        row.getLong("granularity_millicredits"),
                        row.getBigDecimal("credits_per_usd")));
    }

    private List<Plan> plans(int version) {
        Map<String, List<Allowance>> allowances = new HashMap<>();
        list(
                """
                SELECT p.code AS plan, t.code AS credit_type, a.*
                FROM catalogue_allowance a JOIN plan p ON p.id = a.plan_id JOIN credit_type t ON t.id = a.credit_type_id
                WHERE a.version_id = :version""",
                version,
                (row, index) -> allowances
                        .computeIfAbsent(row.getString("plan"), plan -> new ArrayList<>())
                        .add(allowance(row)));
        return list(
                """
                SELECT p.code, c.multiplier, c.missed_periods
                FROM catalogue_plan c JOIN plan p ON p.id = c.plan_id
                WHERE c.version_id = :version""",
                version,
                (row, index) -> new Plan(
                        row.getString("code"),
                        row.getBigDecimal("multiplier"),
                        MissedPeriods.of(row.getString("missed_periods")),
                        allowances.getOrDefault(row.getString("code"), List.of())));
    }

    private static Allowance allowance(ResultSet row) throws SQLException {
        BigDecimal percent = row.getBigDecimal("rollover_percent");
        return new Allowance(
                row.getString("credit_type"),
                Millicredits.of(row.getLong("allowance_millicredits")),
                row.getBoolean("expires_at_period_end"),
                percent == null
                        ? null
                        : new Rollover(
                                percent,
                                amountOrNull(row, "rollover_cap_millicredits"),
                                row.getInt("rollover_periods")));
    }

    private List<CreditPackage> packages(int version) {
        return list(
                """
                SELECT c.*, t.code AS credit_type
                FROM catalogue_package c JOIN credit_type t ON t.id = c.credit_type_id
                WHERE c.version_id = :version""",
                version,
                (row, index) -> new CreditPackage(
                        row.getString("code"),
                        new Money(row.getLong("price_cents"), row.getString("currency")),
                        row.getString("credit_type"),
                        Millicredits.of(row.getLong("millicredits")),
                        row.getObject("expires_days", Integer.class)));
    }

    private List<Price> prices(int version) {
        return list("""
                SELECT c.*, t.code AS credit_type
                FROM catalogue_price c JOIN credit_type t ON t.id = c.credit_type_id
                WHERE c.version_id = :version""", version, (row, index) -> price(row));
    }

    private static Price price(ResultSet row) throws SQLException {
        String action = row.getString("action");
        String creditType = row.getString("credit_type");
        Price.Caps caps = new Price.Caps(
                amountOrNull(row, "cap_request_millicredits"),
                amountOrNull(row, "cap_session_millicredits"),
                amountOrNull(row, "cap_day_millicredits"));
        if (row.getBoolean("provider_prices")) {
            return new Price.PerToken(action, creditType, row.getBigDecimal("markup"), caps);
        }
        BigDecimal percent = row.getBigDecimal("batch_percent");
        return new Price.PerUnit(
                action,
                creditType,
                Millicredits.of(row.getLong("base_millicredits")),
                row.getLong("per"),
                row.getString("unit"),
                Millicredits.of(row.getLong("minimum_millicredits")),
                percent == null ? null : new Price.Batch(row.getInt("batch_from"), percent),
                caps);
    }

    private static @Nullable Millicredits amountOrNull(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : Millicredits.of(value);
    }

    private <T> List<T> list(String sql, int version, RowMapper<T> mapper) {
        return client.sql(sql).param("version", version).query(mapper).list();
    }
}
