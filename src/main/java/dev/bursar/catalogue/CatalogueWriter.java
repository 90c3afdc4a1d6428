package dev.bursar.catalogue;

import dev.bursar.money.Millicredits;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** Writes a version to its tables, within the caller's transaction. */
final class CatalogueWriter {
    private final JdbcClient client;

    CatalogueWriter(JdbcClient client) {
        this.client = client;
    }

    /**
     * Writes a file as a new version.
     *
     * @param from null: from the beginning of time
     * @param reason why, in the operator's words
     * @return the version's id
     */
    int write(CatalogueFile file, @Nullable Instant from, Optional<String> reason) {
        int version = client.sql("""
                        INSERT INTO catalogue_version (applies_from, sha256, source, actor, reason)
                        VALUES (:from::timestamptz, :sha256, :source, acting(), :reason::text) RETURNING id""")
                .param("from", Versions.literal(from))
                .param("sha256", file.sha256())
                .param("source", file.source())
                .param("reason", reason.orElse(null))
                .query(Integer.class)
                .single();
        Catalogue catalogue = file.catalogue();
        catalogue.creditTypes().forEach(type -> writeCreditType(version, type));
        catalogue.plans().forEach(plan -> writePlan(version, plan));
        catalogue.packages().forEach(item -> writePackage(version, item));
        catalogue.prices().forEach(price -> writePrice(version, price));
        return version;
    }

    private void writeCreditType(int version, CreditType type) {
        // not ON CONFLICT, which would use up an id each time
        client.sql("""
                        INSERT INTO credit_type (code, granularity_millicredits)
                        SELECT :code, :granularity WHERE NOT EXISTS (SELECT FROM credit_type WHERE code = :code)""")
                .param("code", type.code())
                .param("granularity", type.granularityMillicredits())
                .update();
        client.sql("""
                        INSERT INTO catalogue_credit_type (version_id, credit_type_id, credits_per_usd)
                        SELECT :version, id, :rate FROM credit_type WHERE code = :code""")
                .param("version", version)
                .param("code", type.code())
                .param("rate", type.creditsPerUsd())
                .update();
    }

    private void writePlan(int version, Plan plan) {
        client.sql("INSERT INTO plan (code) SELECT :code WHERE NOT EXISTS (SELECT FROM plan WHERE code = :code)")
                .param("code", plan.code())
                .update();
        client.sql("""
                        INSERT INTO catalogue_plan (version_id, plan_id, multiplier, missed_periods)
                        SELECT :version, id, :multiplier, :missed FROM plan WHERE code = :code""")
                .param("version", version)
                .param("code", plan.code())
                .param("multiplier", plan.multiplier())
                .param("missed", plan.missedPeriods().word())
                .update();
        plan.allowances().forEach(allowance -> writeAllowance(version, plan, allowance));
    }

    private void writeAllowance(int version, Plan plan, Allowance allowance) {
        Rollover rollover = allowance.rollover();
        client.sql("""
                        INSERT INTO catalogue_allowance (version_id, plan_id, credit_type_id, allowance_millicredits,
                               expires_at_period_end, rollover_percent, rollover_cap_millicredits, rollover_periods)
                        SELECT :version, p.id, t.id, :amount, :expires, :percent, :cap, :periods
                        FROM plan p CROSS JOIN credit_type t WHERE p.code = :plan AND t.code = :creditType""")
                .param("version", version)
                .param("plan", plan.code())
                .param("creditType", allowance.creditType())
                .param("amount", allowance.amount().value())
                .param("expires", allowance.expiresAtPeriodEnd())
                .param("percent", rollover == null ? null : rollover.percent())
                .param("cap", rollover == null ? null : valueOrNull(rollover.cap()))
                .param("periods", rollover == null ? null : rollover.periods())
                .update();
    }

    private void writePackage(int version, CreditPackage item) {
        client.sql("""
                        INSERT INTO catalogue_package (version_id, code, price_cents, currency, credit_type_id, millicredits, expires_days)
                        SELECT :version, :code, :cents, :currency, id, :amount, :days FROM credit_type WHERE code = :creditType""")
                .param("version", version)
                .param("code", item.code())
                .param("cents", item.price().cents())
                .param("currency", item.price().currency())
                .param("creditType", item.creditType())
                .param("amount", item.amount().value())
                .param("days", item.expiresDays())
                .update();
    }

    private void writePrice(int version, Price price) {
        StatementSpec statement = switch (price) {
            case Price.PerUnit unit -> perUnit(unit);
            case Price.PerToken token -> perToken(token);
        };
        statement
                .param("version", version)
                .param("action", price.action())
                .param("creditType", price.creditType())
                .param("request", valueOrNull(price.caps().request()))
                .param("session", valueOrNull(price.caps().session()))
                .param("day", valueOrNull(price.caps().day()))
                .update();
    }

    private StatementSpec perUnit(Price.PerUnit price) {
        Price.Batch batch = price.batch();
        return client.sql("""
                        INSERT INTO catalogue_price (version_id, action, credit_type_id, base_millicredits, per, unit,
                               minimum_millicredits, batch_from, batch_percent,
                               cap_request_millicredits, cap_session_millicredits, cap_day_millicredits)
                        SELECT :version, :action, id, :amount, :per, :unit, :minimum, :batchFrom, :batchPercent,
                               :request, :session, :day
                        FROM credit_type WHERE code = :creditType""")
                .param("amount", price.amount().value())
                .param("per", price.per())
                .param("unit", price.unit())
                .param("minimum", price.minimum().value())
                .param("batchFrom", batch == null ? null : batch.from())
                .param("batchPercent", batch == null ? null : batch.percent());
    }

    private StatementSpec perToken(Price.PerToken price) {
        return client.sql("""
                        INSERT INTO catalogue_price (version_id, action, credit_type_id, provider_prices, markup,
                               cap_request_millicredits, cap_session_millicredits, cap_day_millicredits)
                        SELECT :version, :action, id, true, :markup, :request, :session, :day
                        FROM credit_type WHERE code = :creditType""").param("markup", price.markup());
    }

    private static @Nullable Long valueOrNull(@Nullable Millicredits amount) {
        return amount == null ? null : amount.value();
    }
}
