package dev.bursar.backfill;

import static dev.bursar.backfill.SourceColumns.AMOUNT;
import static dev.bursar.backfill.SourceColumns.LIMIT;
import static dev.bursar.backfill.SourceColumns.PAID_CENTS;
import static dev.bursar.backfill.SourceColumns.PERIOD_END;
import static dev.bursar.backfill.SourceColumns.PERIOD_START;
import static dev.bursar.backfill.SourceColumns.PLAN;
import static dev.bursar.backfill.SourceColumns.SEAM;
import static dev.bursar.backfill.SourceColumns.USER;

import dev.bursar.backfill.LegacyRow.Refusal;
import dev.bursar.intake.Checks;
import dev.bursar.intake.SourceRows;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads rows as a mapping says, and refuses those that say nothing that could be migrated. It looks at one row alone. */
final class RowReader {
    private static final Duration LONG_PERIOD = Duration.ofDays(400);
    private static final int SHOWN = 60;
    private static final int REMEMBERED_DATES = 1_000;

    private final Mapping mapping;
    private final Map<String, Integer> positions = new HashMap<>();

    /** What the last dates said: most rows of a source have the same few. */
    private final Map<String, Optional<DateFormat.Moment>> dates = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Optional<DateFormat.Moment>> eldest) {
            return size() > REMEMBERED_DATES;
        }
    };

    /** @param header of the source; a column that the mapping names is in it */
    RowReader(Mapping mapping, List<String> header) {
        this.mapping = mapping;
        mapping.columns().byRole().forEach((role, column) -> {
            if (header.contains(column)) {
                positions.put(role, header.indexOf(column));
            }
        });
    }

    LegacyRow read(SourceRows.Row source) {
        LegacyRow row = new LegacyRow(source.line(), source.values());
        row.userId = value(source, USER);
        source.fault().ifPresent(reason -> row.refuse(new Refusal("fields", "", reason)));
        if (!row.isRefused()) {
            Checks.identifier(row.userId)
                    .ifPresent(reason -> row.refuse(
                            new Refusal("user-unreadable", USER, row.userId.isEmpty() ? "is empty" : reason)));
        }
        String plan = value(source, PLAN).strip();
        row.plan = mapping.plans().getOrDefault(plan, plan);
        readAmount(row, value(source, AMOUNT));
        readLimit(row, value(source, LIMIT));
        row.periodStart = date(row, PERIOD_START, value(source, PERIOD_START));
        row.periodEnd = date(row, PERIOD_END, value(source, PERIOD_END));
        row.seamAt = date(row, SEAM, value(source, SEAM));
        checkPeriod(row);
        readCents(row, value(source, PAID_CENTS));
        return row;
    }

    private String value(SourceRows.Row source, String role) {
        Integer position = positions.get(role);
        return position == null || position >= source.values().size()
                ? ""
                : source.values().get(position);
    }

    private void readAmount(LegacyRow row, String text) {
        BigDecimal amount = number(row, AMOUNT, text);
        if (amount == null) {
            return;
        }
        row.amount = amount;
        if (amount.signum() < 0) {
            row.refuse(new Refusal("negative", AMOUNT, shown(text) + " is negative"));
            return;
        }
        if (amount.signum() == 0) {
            row.note(Quirk.NOTHING_LEFT);
        }
        if (amount.stripTrailingZeros().scale() > 0) {
            row.note(Quirk.DECIMALS);
        }
        Optional<Split.Parts> parts = mapping.split().of(amount);
        if (parts.isPresent()) {
            row.millicredits = parts.get().millicredits();
            if (parts.get().isRounded()) {
                row.note(Quirk.ROUNDED);
            }
        } else if (mapping.split().isTooLarge(amount)) {
            row.refuse(new Refusal("too-large", AMOUNT, shown(text) + " is more than a balance can be"));
        } else {
            row.refuse(new Refusal(
                    "inexact", AMOUNT, shown(text) + " cannot be kept exactly; say in a mapping how to round it"));
        }
    }

    private void readLimit(LegacyRow row, String text) {
        if (!text.isBlank()
                && mapping.numbers().read(text) instanceof NumberFormat.Reading.Amount limit
                && row.amount != null
                && row.amount.compareTo(limit.value()) > 0) {
            row.note(Quirk.ABOVE_LIMIT);
        }
    }

    private @Nullable BigDecimal number(LegacyRow row, String role, String text) {
        if (text.isBlank()) {
            row.refuse(new Refusal(role + "-unreadable", role, "is empty"));
            return null;
        }
        return switch (mapping.numbers().read(text)) {
            case NumberFormat.Reading.Amount number -> {
                if (number.isGrouped()) {
                    row.note(Quirk.THOUSANDS_SEPARATOR);
                }
                yield number.value();
            }
            case NumberFormat.Reading.Refused refused -> {
                row.refuse(new Refusal(role + "-unreadable", role, shown(text) + " is " + refused.why()));
                yield null;
            }
        };
    }

    private @Nullable Instant date(LegacyRow row, String role, String text) {
        if (text.isBlank()) {
            return null;
        }
        Optional<DateFormat.Moment> moment =
                dates.computeIfAbsent(text, unread -> mapping.dates().read(unread));
        if (moment.isEmpty()) {
            row.refuse(new Refusal("date-unreadable", role, shown(text) + " is no date that can be read"));
            return null;
        }
        if (moment.get().isLocal()) {
            row.note(Quirk.LOCAL_DATE);
        }
        return moment.get().instant();
    }

    private static void checkPeriod(LegacyRow row) {
        if (row.periodStart == null || row.periodEnd == null) {
            return;
        }
        if (!row.periodStart.isBefore(row.periodEnd)) {
            row.refuse(new Refusal("period-reversed", PERIOD_END, "the period does not end after it begins"));
        } else if (Duration.between(row.periodStart, row.periodEnd).compareTo(LONG_PERIOD) > 0) {
            row.note(Quirk.LONG_PERIOD);
        }
    }

    private static void readCents(LegacyRow row, String text) {
        if (!text.isBlank()) {
            Optional<String> reason = Checks.cents(text.strip());
            reason.ifPresent(why -> row.refuse(new Refusal("cents-unreadable", PAID_CENTS, why)));
            row.paidCents = reason.isEmpty() ? Long.valueOf(text.strip()) : null;
        }
    }

    private static String shown(String text) {
        return "'" + (text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…") + "'";
    }
}
