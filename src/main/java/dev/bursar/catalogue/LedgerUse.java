package dev.bursar.catalogue;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What stands on the catalogue already: history that was priced by it, subscriptions and accounts that need it. */
final class LedgerUse {
    /** Only what happened since is read, by the indexes on time: history before it may be long. */
    static final String LATEST_SINCE = """
            SELECT max(occurred_at) FROM (
                SELECT max(occurred_at) AS occurred_at FROM entry WHERE occurred_at >= :from::timestamptz
                UNION ALL SELECT max(occurred_at) FROM usage_event WHERE occurred_at >= :from::timestamptz) latest
            WHERE occurred_at > :from::timestamptz OR :isNamed""";

    private final JdbcClient client;

    LedgerUse(JdbcClient client) {
        this.client = client;
    }

    /** Whether nothing was granted, bought or charged yet. */
    boolean isEmpty() {
        return client.sql("SELECT NOT EXISTS (SELECT FROM entry) AND NOT EXISTS (SELECT FROM usage_event)")
                .query(Boolean.class)
                .single();
    }

    /**
     * Refuses a version that would change what something already cost.
     *
     * @param from null: the beginning of time
     * @param isNamed whether the operator named the instant: then what happened at it counts too, while a version that applies
     *     from now leaves alone what happened up to now
     */
    void refuseTooEarly(@Nullable Instant from, boolean isNamed) {
        latestSince(from, isNamed).ifPresent(latest -> {
            LocalDate possible = LocalDate.ofInstant(latest, ZoneOffset.UTC).plusDays(1);
            String date = from == null ? "the beginning of time" : from.toString();
            throw Fault.refused(
                    FaultCode.CATALOGUE_TOO_EARLY,
                    "the catalogue cannot apply from " + date + ": something was priced or granted at " + latest
                            + " by the version in force then",
                    "Give --effective-from " + possible + " or later; nothing was changed.");
        });
    }

    private Optional<Instant> latestSince(@Nullable Instant from, boolean isNamed) {
        return client.sql(LATEST_SINCE)
                .param("from", Versions.literal(from))
                .param("isNamed", isNamed)
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    /** Refuses a catalogue without a plan that subscribers are on, or without a credit type that users hold. */
    void refuseLosses(Catalogue catalogue, @Nullable Instant from) {
        List<String> losses = new ArrayList<>(plansInUse(catalogue, from));
        losses.addAll(creditTypesInUse(catalogue));
        if (!losses.isEmpty()) {
            throw Fault.refused(
                    FaultCode.CATALOGUE_IN_USE,
                    "the file takes away what is in use: " + String.join("; ", losses),
                    "Keep them in the file, or move the subscribers to another plan first; nothing was changed.");
        }
    }

    private List<String> plansInUse(Catalogue catalogue, @Nullable Instant from) {
        return client.sql("""
                        WITH spans AS (
                            SELECT customer_id, plan_id, status,
                                   lead(effective_at) OVER (PARTITION BY customer_id ORDER BY effective_at, id) AS ends_at
                            FROM subscription_change WHERE voided_at IS NULL)
                        SELECT format('plan %s (active subscriptions: %s)', p.code, count(DISTINCT s.customer_id))
                        FROM spans s JOIN plan p ON p.id = s.plan_id
                        WHERE s.status = 'active' AND (s.ends_at IS NULL OR s.ends_at > :from::timestamptz)
                          AND p.code <> ALL (string_to_array(:codes, ' '))
                        GROUP BY p.code ORDER BY p.code""")
                .param("from", Versions.literal(from))
                .param("codes", catalogue.plans().stream().map(Plan::code).collect(Collectors.joining(" ")))
                .query((row, index) -> row.getString(1))
                .list();
    }

    private List<String> creditTypesInUse(Catalogue catalogue) {
        return client.sql("""
                        SELECT format('credit type %s (accounts: %s)', t.code, count(*))
                        FROM account a JOIN credit_type t ON t.id = a.credit_type_id
                        WHERE t.code <> ALL (string_to_array(:codes, ' '))
                        GROUP BY t.code ORDER BY t.code""")
                .param(
                        "codes",
                        catalogue.creditTypes().stream().map(CreditType::code).collect(Collectors.joining(" ")))
                .query((row, index) -> row.getString(1))
                .list();
    }
}
