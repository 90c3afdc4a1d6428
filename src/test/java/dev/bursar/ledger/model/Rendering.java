package dev.bursar.ledger.model;

import dev.bursar.ledger.model.Holding.Entry;
import dev.bursar.ledger.model.Holding.Lot;
import dev.bursar.ledger.model.Holding.PeriodRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows of an account as lines that can be compared and read. */
public final class Rendering {
    private Rendering() {}

    static List<String> of(String type, Holding holding) {
        List<String> rows = new ArrayList<>();
        for (Entry entry : holding.entries) {
            String moves = entry.moves().entrySet().stream()
                    .map(move -> "#" + move.getKey() + ":" + move.getValue())
                    .collect(Collectors.joining(" "));
            rows.add(entry(
                    type,
                    entry.type(),
                    entry.amount(),
                    entry.before(),
                    entry.occurred(),
                    entry.key(),
                    entry.reference(),
                    moves));
        }
        for (Lot lot : holding.lots) {
            rows.add(lot(
                    type,
                    lot.number,
                    lot.source,
                    lot.granted,
                    lot.remaining,
                    lot.priority(),
                    lot.carried,
                    lot.effective,
                    lot.expires));
        }
        for (PeriodRow period : holding.periods) {
            rows.add(period(type, period));
        }
        return rows;
    }

    /** One entry; {@code moves} as {@code #lot:amount}, by the lot's number in the account. */
    public static String entry(
            String creditType,
            String type,
            long amount,
            long before,
            Instant occurred,
            @Nullable String key,
            @Nullable String reference,
            String moves) {
        return "%s %s %d after %d at %s key %s reference %s moves %s"
                .formatted(creditType, type, amount, before, occurred, key, reference, moves);
    }

    public static String lot(
            String creditType,
            int number,
            String source,
            long granted,
            long remaining,
            int priority,
            int carried,
            Instant effective,
            @Nullable Instant expires) {
        return "%s lot #%d %s %d of %d priority %d carried %d from %s until %s"
                .formatted(creditType, number, source, remaining, granted, priority, carried, effective, expires);
    }

    /** One period row. */
    public static String period(
            String creditType,
            Instant start,
            Instant end,
            long opening,
            long expired,
            long rolledIn,
            long granted,
            long highest,
            String plan) {
        return "%s period %s to %s opening %d expired %d rolled in %d granted %d highest %d under %s"
                .formatted(creditType, start, end, opening, expired, rolledIn, granted, highest, plan);
    }

    private static String period(String creditType, PeriodRow row) {
        return period(
                creditType,
                row.start(),
                row.end(),
                row.opening(),
                row.expired(),
                row.rolledIn(),
                row.granted(),
                row.highest(),
                row.plan());
    }
}
