package dev.bursar.ledger.model;

import dev.bursar.ledger.model.Holding.Lot;
import dev.bursar.ledger.model.Holding.PeriodRow;
import dev.bursar.ledger.model.Schedule.Period;
import dev.bursar.ledger.model.Terms.Allowance;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the passage of time does to one account: periods end and begin, lots expire, upgrades come into force. */
final class Passage {
    private final Terms terms;
    private final String creditType;
    private final Schedule schedule;
    private final Holding holding;
    private final List<Phase> seenUpgrades = new ArrayList<>();
    private @Nullable Period reached;

    Passage(Terms terms, String creditType, Schedule schedule, Holding holding) {
        this.terms = terms;
        this.creditType = creditType;
        this.schedule = schedule;
        this.holding = holding;
    }

    /** Everything that has fallen due by now, in the order of time. */
    void bringUpTo(Instant now) {
        while (true) {
            Optional<Period> next = schedule.next(reached == null ? null : reached.end());
            Instant opens = next.map(Period::opensAt).orElse(Instant.MAX);
            Instant expires = holding.lots.stream()
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
                holding.expire(expires);
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
            holding.expire(period.opensAt());
            return;
        }
        boolean closes = period.follows() && closed != null;
        Map<Lot, Long> kept = closes
                ? Closing.keep(terms, creditType, schedule, Objects.requireNonNull(closed), holding.lots)
                : Map.of();
        List<Lot> ended = holding.lots.stream()
                .filter(lot -> lot.remaining > 0 && lot.hasEndedBy(period.opensAt()))
                .toList();
        long opening = holding.balance();
        long expired = 0;
        for (Lot lot : ended) {
            long left = kept.getOrDefault(lot, 0L);
            if (closes && lot.source.equals("allowance")) {
                expired += lot.remaining - left;
            } else {
                opening -= lot.remaining;
            }
            holding.write("expiry", lot.remaining - left, Objects.requireNonNull(lot.expires), lot);
            if (left > 0) {
                lot.carried++;
                lot.expires = period.end();
            }
        }
        long rolled = kept.values().stream().mapToLong(Long::longValue).sum();
        add(period, opening, expired, rolled, allowance.millicredits());
        holding.give(
                "allowance",
                allowance.millicredits(),
                period.start(),
                allowance.expires() ? period.end() : null,
                "allocation",
                null,
                null);
    }

    private void add(Period period, long opening, long expired, long rolled, long granted) {
        holding.periods.add(new PeriodRow(
                period.start(),
                period.end(),
                opening,
                expired,
                rolled,
                granted,
                granted,
                period.phase().plan()));
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
        Optional<PeriodRow> row = holding.openPeriod(phase.from());
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
        row.ifPresent(holding.periods::remove);
        PeriodRow old =
                row.orElse(new PeriodRow(period.start(), period.end(), holding.balance(), 0, 0, 0, 0, phase.plan()));
        holding.periods.add(new PeriodRow(
                old.start(),
                old.end(),
                old.opening(),
                old.expired(),
                old.rolledIn(),
                old.granted() + amount,
                allowance.millicredits(),
                old.plan()));
        holding.give(
                "allowance", amount, phase.from(), allowance.expires() ? period.end() : null, "adjustment", null, null);
    }
}
