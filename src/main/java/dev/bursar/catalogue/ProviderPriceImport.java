package dev.bursar.catalogue;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.intake.Checks;
import dev.bursar.intake.Column;
import dev.bursar.intake.Columns;
import dev.bursar.intake.ImportKind;
import dev.bursar.intake.JsonShape;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The file of provider prices, in USD per token: LiteLLM's price map, or CSV. A model whose price differs from the one in force
 * gets a new one from an instant on; the others are left alone, and so are models that the file no longer names.
 */
public final class ProviderPriceImport {
    private static final Columns COLUMNS = Columns.of(
            Column.required("model", Checks::identifier),
            Column.amount("input_usd_per_token", Checks::decimal),
            Column.optionalAmount("output_usd_per_token", Checks::decimalOrNothing));

    /** {@code sample_spec} is LiteLLM's description of its own fields; models without a price per token are no rows. */
    private static final JsonShape LITELLM = new JsonShape(
            Map.of(
                    "input_usd_per_token", "input_cost_per_token",
                    "output_usd_per_token", "output_cost_per_token"),
            Set.of("sample_spec"));

    private static final String SKIP_UNCHANGED = """
            UPDATE staged s SET outcome = 'skipped'
            FROM (SELECT DISTINCT ON (model) model, input_usd_per_token, output_usd_per_token FROM provider_price
                  WHERE applies_from <= :from::timestamptz ORDER BY model, applies_from DESC, id DESC) AS p
            WHERE s.outcome IS NULL AND p.model = s.model AND p.input_usd_per_token = s.input_usd_per_token::numeric
              AND p.output_usd_per_token IS NOT DISTINCT FROM nullif(s.output_usd_per_token, '')::numeric
            """;

    private static final String FIND_LATEST_PRICED = """
            SELECT u.model, u.occurred_at FROM usage_event u
            WHERE u.occurred_at >= :from::timestamptz AND u.provider_cost_usd IS NOT NULL
              AND u.model IN (SELECT s.model FROM staged s WHERE s.outcome IS NULL)
            ORDER BY u.occurred_at DESC LIMIT 1
            """;

    private static final String WRITE = """
            WITH written AS (
                INSERT INTO provider_price (model, applies_from, input_usd_per_token, output_usd_per_token, actor)
                SELECT s.model, :from::timestamptz, s.input_usd_per_token::numeric, nullif(s.output_usd_per_token, '')::numeric, acting()
                FROM staged s WHERE s.outcome IS NULL ORDER BY s.number
                RETURNING model
            )
            UPDATE staged s SET outcome = 'written' FROM written w WHERE s.outcome IS NULL AND s.model = w.model
            """;

    private ProviderPriceImport() {}

    /**
     * The kind of file, for prices that apply from an instant on.
     *
     * @param effectiveFrom empty: from the beginning of time while no tokens were priced, else from now
     */
    public static ImportKind kind(Optional<Instant> effectiveFrom) {
        return new ImportKind("prices", COLUMNS, Optional.of(LITELLM), client -> apply(client, effectiveFrom));
    }

    private static void apply(JdbcClient client, Optional<Instant> effectiveFrom) {
        String from = effectiveFrom.map(Instant::toString).orElseGet(() -> standard(client));
        client.sql(SKIP_UNCHANGED).param("from", from).update();
        client.sql(FIND_LATEST_PRICED)
                .param("from", from)
                .query((row, index) -> tooEarly(
                        from,
                        row.getString("model"),
                        row.getObject("occurred_at", OffsetDateTime.class).toInstant()))
                .optional()
                .ifPresent(fault -> {
                    throw fault;
                });
        client.sql(WRITE).param("from", from).update();
    }

    private static String standard(JdbcClient client) {
        return client.sql("""
                        SELECT CASE WHEN EXISTS (SELECT FROM usage_event WHERE provider_cost_usd IS NOT NULL)
                                    THEN iso_instant(business_now()) ELSE '-infinity' END
                        """).query(String.class).single();
    }

    private static Fault tooEarly(String from, @Nullable String model, Instant latest) {
        return Fault.refused(
                FaultCode.CATALOGUE_TOO_EARLY,
                "prices cannot apply from " + from + ": a request to " + model + " was priced at " + latest
                        + " by the price in force then; nothing was imported",
                "Give --effective-from "
                        + LocalDate.ofInstant(latest, ZoneOffset.UTC).plusDays(1) + " or later.");
    }
}
