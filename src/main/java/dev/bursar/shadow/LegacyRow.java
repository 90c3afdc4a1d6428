package dev.bursar.shadow;

import dev.bursar.intake.CheckedRows;
import dev.bursar.intake.Checks;
import dev.bursar.intake.Column;
import dev.bursar.intake.Columns;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A row of a legacy source: its columns, what is wrong with it, and how it is kept. */
final class LegacyRow {
    /** The columns of a file, and of a table, by name in any order. */
    static final Columns COLUMNS = Columns.of(
            Column.required("user_id", Checks::identifier),
            Column.required("credit_type", Checks::present),
            Column.amount("credits", Checks::decimal),
            Column.required("occurred_at", Checks::instant),
            Column.optional("request_id", value -> value.isEmpty() ? Optional.empty() : Checks.identifier(value)),
            Column.optional("action", Checks::any),
            Column.optional("model", Checks::any));

    /** The columns of {@code legacy_charge} in the order of {@link #kept}. */
    static final List<String> KEPT = List.of(
            "source_id",
            "line",
            "user_id",
            "credit_type",
            "millicredits",
            "occurred_at",
            "request_id",
            "action",
            "model");

    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    private final Set<String> creditTypes;

    /** @param creditTypes that there are */
    LegacyRow(Set<String> creditTypes) {
        this.creditTypes = creditTypes;
    }

    /**
     * Why a row is refused.
     *
     * @param column the one at fault; empty for the row as a whole
     */
    record Reject(String column, String reason) {}

    /** What is wrong with a row of {@link #COLUMNS}, if anything. */
    Optional<Reject> judge(CheckedRows.Row row) {
        List<@Nullable String> values = row.values();
        if (row.fault().isPresent()) {
            return Optional.of(new Reject(row.column(), row.fault().get()));
        }
        if (!creditTypes.contains(String.valueOf(values.get(1)))) {
            return Optional.of(new Reject("credit_type", "'" + values.get(1) + "' is no credit type of the catalogue"));
        }
        BigDecimal millicredits = millicredits(values);
        if (millicredits.stripTrailingZeros().scale() > 0) {
            return Optional.of(new Reject("credits", "'" + values.get(2) + "' has more than three decimals"));
        }
        return millicredits.compareTo(MOST) > 0
                ? Optional.of(new Reject("credits", "'" + values.get(2) + "' is more than can be kept"))
                : Optional.empty();
    }

    private static BigDecimal millicredits(List<? extends @Nullable String> values) {
        return new BigDecimal(String.valueOf(values.get(2))).movePointRight(3);
    }

    /** A good row as it is copied into {@code legacy_charge}. */
    static List<@Nullable String> kept(long source, long line, List<? extends @Nullable String> values) {
        List<@Nullable String> kept = new ArrayList<>(KEPT.size());
        kept.add(String.valueOf(source));
        kept.add(String.valueOf(line));
        kept.add(values.get(0));
        kept.add(values.get(1));
        kept.add(millicredits(values).toBigIntegerExact().toString());
        kept.add(values.get(3));
        for (int i = 4; i < values.size(); i++) {
            String value = values.get(i);
            kept.add(value == null || value.isEmpty() ? null : value);
        }
        return kept;
    }
}
