package dev.bursar.ledger;

import dev.bursar.ledger.model.Terms;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes a model's terms into the tables of the catalogue and of the flags. */
final class TermsTables {
    private final JdbcClient client;

    TermsTables(JdbcClient client) {
        this.client = client;
    }

    void write(Terms terms) {
        terms.granularities()
                .forEach((code, granularity) -> client.sql(
                                "INSERT INTO credit_type (code, granularity_millicredits) VALUES (?, ?)")
                        .params(code, granularity)
                        .update());
        terms.versions().stream()
                .flatMap(version -> version.plans().stream())
                .map(Terms.Plan::code)
                .distinct()
                .forEach(code -> client.sql("INSERT INTO plan (code) VALUES (?)")
                        .param(code)
                        .update());
        terms.versions().forEach(this::write);
        terms.rolloverOff().forEach(this::write);
    }

    private void write(Terms.Version version) {
        int id = client.sql("""
                        INSERT INTO catalogue_version (applies_from, sha256, source, actor)
                        VALUES (coalesce(?::timestamptz, '-infinity'), 'test', 'test', 'test') RETURNING id
                        """)
                .param(version.from().equals(Instant.MIN) ? null : at(version.from()))
                .query(Integer.class)
                .single();
        version.plans().forEach(plan -> write(id, plan));
        for (Terms.Price price : version.prices()) {
            client.sql("""
                            INSERT INTO catalogue_price (version_id, action, credit_type_id, base_millicredits, per, unit, minimum_millicredits, batch_from, batch_percent)
                            SELECT ?, ?, t.id, ?, ?, 'unit', ?, b.batch_from, CASE WHEN b.batch_from IS NOT NULL THEN ?::numeric END
                            FROM credit_type t, (SELECT ?::integer AS batch_from) b WHERE t.code = ?
                            """)
                    .param(id)
                    .param(price.action())
                    .param(price.base())
                    .param(price.per())
                    .param(price.minimum())
                    .param(price.batchPercent())
                    .param(price.batchFrom())
                    .param(price.creditType())
                    .update();
        }
        for (Terms.Pack pack : version.packages()) {
            client.sql("""
                            INSERT INTO catalogue_package (version_id, code, price_cents, currency, credit_type_id, millicredits, expires_days)
                            SELECT ?, ?, ?, 'usd', t.id, ?, ?::integer FROM credit_type t WHERE t.code = ?
                            """)
                    .param(id)
                    .param(pack.code())
                    .param(pack.cents())
                    .param(pack.millicredits())
                    .param(pack.days())
                    .param(pack.creditType())
                    .update();
        }
    }

    private void write(int version, Terms.Plan plan) {
        client.sql("INSERT INTO catalogue_plan SELECT ?, p.id, ?, ? FROM plan p WHERE p.code = ?")
                .params(version, plan.multiplier(), plan.latestOnly() ? "latest-only" : "grant-each", plan.code())
                .update();
        plan.allowances().forEach((type, allowance) -> {
            Terms.Rollover rollover = allowance.rollover();
            client.sql("""
                            INSERT INTO catalogue_allowance
                            SELECT ?, p.id, t.id, ?, ?, ?::numeric, ?::bigint, ?::integer FROM plan p, credit_type t WHERE p.code = ? AND t.code = ?
                            """)
                    .param(version)
                    .param(allowance.millicredits())
                    .param(allowance.expires())
                    .param(rollover == null ? null : rollover.percent())
                    .param(rollover == null ? null : rollover.cap())
                    .param(rollover == null ? null : rollover.periods())
                    .param(plan.code())
                    .param(type)
                    .update();
        });
    }

    private void write(Terms.Span off) {
        client.sql("""
                        INSERT INTO flag_change (flag, value, source, effective_at, actor)
                        VALUES ('shobeis_rollover_enabled', 'false', 'operator', ?, 'test'), ('shobeis_rollover_enabled', 'true', 'operator', ?, 'test')
                        """).params(at(off.start()), at(off.end())).update();
    }

    private static OffsetDateTime at(Instant instant) {
        return Objects.requireNonNull(instant).atOffset(ZoneOffset.UTC);
    }
}
