package dev.bursar.ledger.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One account: its lots, entries and periods, and how credits go in and out. */
final class Holding {
    /** A lot; its number is its place in the account. */
    static final class Lot {
        final int number;
        final String source;
        final long granted;
        final Instant effective;
        long remaining;
        int carried;

        @Nullable
        Instant expires;

        Lot(int number, String source, long granted, Instant effective, @Nullable Instant expires) {
            this.number = number;
            this.source = source;
            this.granted = granted;
            this.remaining = granted;
            this.effective = effective;
            this.expires = expires;
        }

        boolean hasEndedBy(Instant at) {
            return expires != null && !expires.isAfter(at);
        }

        int priority() {
            return 10
                    * (1
                            + List.of("allowance", "bonus", "migration", "adjustment", "purchase")
                                    .indexOf(source));
        }
    }

    /** @param moves what it did to each lot, by the lot's number */
    record Entry(
            String type,
            long amount,
            long before,
            Instant occurred,
            @Nullable String key,
            @Nullable String reference,
            Map<Integer, Long> moves) {}

    /** @param highest the highest full allowance granted in it */
    record PeriodRow(
            Instant start,
            Instant end,
            long opening,
            long expired,
            long rolledIn,
            long granted,
            long highest,
            String plan) {}

    private final Terms terms;
    private final String creditType;
    final List<Lot> lots = new ArrayList<>();
    final List<Entry> entries = new ArrayList<>();
    final List<PeriodRow> periods = new ArrayList<>();

    Holding(Terms terms, String creditType) {
        this.terms = terms;
        this.creditType = creditType;
    }

    long balance() {
        return lots.stream().mapToLong(lot -> lot.remaining).sum();
    }

    Optional<PeriodRow> openPeriod(Instant now) {
        return periods.stream()
                .filter(period -> new Terms.Span(period.start, period.end).contains(now))
                .findFirst();
    }

    /** Spendable lots in the order in which they are consumed. */
    List<Lot> spendable(Instant at) {
        return lots.stream()
                .filter(lot -> lot.remaining > 0 && !lot.effective.isAfter(at) && !lot.hasEndedBy(at))
                .sorted(Comparator.comparingInt(Lot::priority)
                        .thenComparing(lot -> lot.expires == null ? Instant.MAX : lot.expires)
                        .thenComparing(lot -> lot.number))
                .toList();
    }

    /** Expires, at their own times, the lots that have ended by an instant. */
    void expire(Instant at) {
        lots.stream()
                .filter(lot -> lot.remaining > 0 && lot.hasEndedBy(at))
                .sorted(Comparator.comparing((Lot lot) -> Objects.requireNonNull(lot.expires))
                        .thenComparing(lot -> lot.number))
                .forEach(lot -> write("expiry", lot.remaining, Objects.requireNonNull(lot.expires), lot));
    }

    void write(String type, long less, Instant occurred, Lot lot) {
        if (less > 0) {
            entries.add(
                    new Entry(type, -less, balance(), occurred, null, null, new TreeMap<>(Map.of(lot.number, -less))));
            lot.remaining -= less;
        }
    }

    Lot give(
            String source,
            long amount,
            Instant effective,
            @Nullable Instant expires,
            String type,
            @Nullable String key,
            @Nullable String reference) {
        Lot lot = new Lot(lots.size(), source, amount, effective, expires);
        entries.add(new Entry(type, amount, balance(), effective, key, reference, Map.of(lot.number, amount)));
        lots.add(lot);
        return lot;
    }

    /** Takes an amount out of spendable lots, which hold enough. */
    Entry take(long amount, Instant spendableAt, String type, Instant occurred, String key) {
        Map<Integer, Long> moves = new TreeMap<>();
        long before = balance();
        long left = amount;
        for (Lot lot : spendable(spendableAt)) {
            long share = Math.min(left, lot.remaining);
            if (share > 0) {
                moves.put(lot.number, -share);
                lot.remaining -= share;
                left -= share;
            }
        }
        Entry entry = new Entry(type, -amount, before, occurred, key, null, moves);
        entries.add(entry);
        return entry;
    }

    /** Puts a deduction back: each share into its lot; what came from lots that have ended becomes one adjustment lot. */
    void putBack(Entry deduction, Instant now, String key) {
        long before = balance();
        Map<Integer, Long> moves = new TreeMap<>();
        long homeless = 0;
        for (Map.Entry<Integer, Long> move : deduction.moves.entrySet()) {
            Lot lot = lots.get(move.getKey());
            if (lot.hasEndedBy(now)) {
                homeless -= move.getValue();
            } else {
                lot.remaining -= move.getValue();
                moves.put(lot.number, -move.getValue());
            }
        }
        if (homeless > 0) {
            Lot lot = new Lot(
                    lots.size(),
                    "adjustment",
                    homeless,
                    now,
                    openPeriod(now).map(PeriodRow::end).orElse(null));
            lots.add(lot);
            moves.put(lot.number, homeless);
        }
        entries.add(new Entry("refund", -deduction.amount, before, now, key, deduction.key, moves));
    }

    /** Expires what is left of the open period's own allowance and grants the allowance anew. */
    void reset(Instant now) {
        PeriodRow period = openPeriod(now).orElse(null);
        if (period == null || period.highest == 0) {
            return;
        }
        lots.stream()
                .filter(lot -> lot.source.equals("allowance")
                        && lot.carried == 0
                        && lot.remaining > 0
                        && !lot.effective.isBefore(period.start))
                .forEach(lot -> write("expiry", lot.remaining, now, lot));
        boolean expires = Objects.requireNonNull(
                        terms.at(period.start).plan(period.plan).allowances().get(creditType))
                .expires();
        give("allowance", period.highest, now, expires ? period.end : null, "adjustment", null, null);
    }
}
