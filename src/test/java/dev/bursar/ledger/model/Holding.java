package dev.bursar.ledger.model;

import dev.bursar.ledger.model.Schedule.Period;
import dev.bursar.ledger.model.Schedule.Phase;
import dev.bursar.ledger.model.Terms.Allowance;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One account: its lots, entries and periods, and the rules that move them as time passes. */
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
    private final Schedule schedule;
    private final List<Phase> seenUpgrades = new ArrayList<>();
    private @Nullable Period reached;
    final List<Lot> lots = new ArrayList<>();
    final List<Entry> entries = new ArrayList<>();
    final List<PeriodRow> periods = new ArrayList<>();

    Holding(Terms terms, String creditType, Schedule schedule) {
        this.terms = terms;
        this.creditType = creditType;
        this.schedule = schedule;
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

    /** Everything that has fallen due by now, in the order of time. */
    void bringUpTo(Instant now) {
        while (true) {
            Optional<Period> next = schedule.next(reached == null ? null : reached.end());
            Instant opens = next.map(Period::opensAt).orElse(Instant.MAX);
            Instant expires = lots.stream()
                    .filter(lot -> lot.remaining > 0 && lot.expires != null)
                    .map(lot -> Objects.requireNonNull(lot.expires))
                    .min(Comparator.naturalOrder())
                    .orElse(Instant.MAX);
            Optional<Phase> upgrade = schedule.upgrades().stream()
                    .filter(phase -> !seenUpgrades.contains(phase))
                    .findFirst();
            Instant upgrades = upgrade.map(Phase::from).orElse(Instant.MAX);
            if (!opens.isAfter(now) && !opens.isAfter(expires) && !opens.isAfter(upgrades)) {
                open(next.orElseThrow());
            } else if (!expires.isAfter(now) && !expires.isAfter(upgrades)) {
                expire(expires);
            } else if (!upgrades.isAfter(now)) {
                seenUpgrades.add(upgrade.orElseThrow());
                upgrade(upgrade.orElseThrow());
            } else {
                return;
            }
        }
    }

    private void open(Period period) {
        Period closed = reached;
        reached = period;
        Allowance allowance = terms.at(period.start())
                .plan(period.phase().plan())
                .allowances()
                .get(creditType);
        if (allowance == null) {
            expire(period.opensAt());
            return;
        }
        boolean closes = period.follows() && closed != null;
        Map<Lot, Long> kept =
                closes ? Closing.keep(terms, creditType, schedule, Objects.requireNonNull(closed), lots) : Map.of();
        List<Lot> ended = lots.stream()
                .filter(lot -> lot.remaining > 0 && lot.hasEndedBy(period.opensAt()))
                .toList();
        long opening = balance();
        long expired = 0;
        for (Lot lot : ended) {
            long left = kept.getOrDefault(lot, 0L);
            if (closes && lot.source.equals("allowance")) {
                expired += lot.remaining - left;
            } else {
                opening -= lot.remaining;
            }
            write("expiry", lot.remaining - left, Objects.requireNonNull(lot.expires), lot);
            if (left > 0) {
                lot.carried++;
                lot.expires = period.end();
            }
        }
        long rolled = kept.values().stream().mapToLong(Long::longValue).sum();
        add(period, opening, expired, rolled, allowance.millicredits());
        give(
                "allowance",
                allowance.millicredits(),
                period.start(),
                allowance.expires() ? period.end() : null,
                "allocation",
                null,
                null);
    }

    private void add(Period period, long opening, long expired, long rolled, long granted) {
        periods.add(new PeriodRow(
                period.start(),
                period.end(),
                opening,
                expired,
                rolled,
                granted,
                granted,
                period.phase().plan()));
    }

    private void expire(Instant at) {
        lots.stream()
                .filter(lot -> lot.remaining > 0 && lot.hasEndedBy(at))
                .sorted(Comparator.comparing((Lot lot) -> Objects.requireNonNull(lot.expires))
                        .thenComparing(lot -> lot.number))
                .forEach(lot -> write("expiry", lot.remaining, Objects.requireNonNull(lot.expires), lot));
    }

    private void write(String type, long less, Instant occurred, Lot lot) {
        if (less > 0) {
            entries.add(
                    new Entry(type, -less, balance(), occurred, null, null, new TreeMap<>(Map.of(lot.number, -less))));
            lot.remaining -= less;
        }
    }

    private void upgrade(Phase phase) {
        Period period = reached;
        Allowance allowance =
                terms.at(phase.from()).plan(phase.plan()).allowances().get(creditType);
        if (allowance == null
                || period == null
                || !new Terms.Span(period.start(), period.end()).contains(phase.from())) {
            return;
        }
        Optional<PeriodRow> row = openPeriod(phase.from());
        long highest = row.map(PeriodRow::highest).orElse(0L);
        if (allowance.millicredits() <= highest) {
            return;
        }
        Grid grid = period.phase().grid();
        long amount = Rounding.up(
                BigDecimal.valueOf(allowance.millicredits() - highest)
                        .multiply(BigDecimal.valueOf(grid.days(phase.from(), period.end()))),
                BigDecimal.valueOf(grid.days(period.start(), period.end())),
                terms.granularity(creditType));
        row.ifPresent(periods::remove);
        PeriodRow old = row.orElse(new PeriodRow(period.start(), period.end(), balance(), 0, 0, 0, 0, phase.plan()));
        periods.add(new PeriodRow(
                old.start,
                old.end,
                old.opening,
                old.expired,
                old.rolledIn,
                old.granted + amount,
                allowance.millicredits(),
                old.plan));
        give("allowance", amount, phase.from(), allowance.expires() ? period.end() : null, "adjustment", null, null);
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
