package dev.bursar.ledger.model;

import dev.bursar.ledger.model.Holding.Entry;
import dev.bursar.ledger.model.Holding.PeriodRow;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The model of one user's ledger. */
public final class LedgerModel implements Books {
    private static final Duration AHEAD = Duration.ofMinutes(5);

    private record Bound(List<Object> content, String answer) {}

    private record Charged(Holding holding, @Nullable Entry deduction) {}

    private final Terms terms;
    private final Schedule schedule;
    private final Map<String, Holding> holdings = new TreeMap<>();
    private final List<Passage> passages = new ArrayList<>();
    private final Map<String, Bound> keys = new HashMap<>();
    private final Map<String, Charged> charges = new HashMap<>();
    private Instant now = Instant.MIN;

    public LedgerModel(Terms terms) {
        this.terms = terms;
        this.schedule = new Schedule(terms);
        for (String type : terms.granularities().keySet()) {
            Holding holding = new Holding(terms, type);
            holdings.put(type, holding);
            passages.add(new Passage(terms, type, schedule, holding));
        }
    }

    @Override
    public void setClock(Instant instant) {
        now = instant;
        allocate();
    }

    @Override
    public void allocate() {
        passages.forEach(passage -> passage.bringUpTo(now));
    }

    @Override
    public String change(Wish wish) {
        if (schedule.isEmpty() && wish.plan() == null) {
            return "BU406";
        }
        boolean opened = holdings.values().stream().anyMatch(holding -> !holding.periods.isEmpty());
        String word = schedule.change(wish, now, opened);
        allocate();
        return word;
    }

    @Override
    public String charge(String key, Request request) {
        return bind(key, List.of("charge", request.action(), request.quantity(), request.items()), () -> {
            Instant occurred = request.occurred() == null ? now : request.occurred();
            if (request.quantity() <= 0 || request.items() <= 0) {
                return "BU205";
            }
            if (occurred.isAfter(now.plus(AHEAD))) {
                return "BU402";
            }
            Terms.Price price = terms.at(occurred).price(request.action());
            return take(key, holding(price.creditType()), cost(price, request, occurred), occurred);
        });
    }

    private long cost(Terms.Price price, Request request, Instant occurred) {
        BigDecimal multiplier = schedule.at(occurred)
                .map(phase -> terms.at(occurred).plan(phase.plan()).multiplier())
                .orElse(BigDecimal.ONE);
        long units = Math.ceilDiv(request.quantity(), price.per());
        BigDecimal amount = BigDecimal.valueOf(units)
                .multiply(BigDecimal.valueOf(price.base()))
                .multiply(multiplier);
        if (price.batchFrom() != null && request.items() >= price.batchFrom()) {
            amount = amount.multiply(BigDecimal.valueOf(100).subtract(price.batchPercent()))
                    .movePointLeft(2);
        }
        return Math.max(price.minimum(), Rounding.up(amount, BigDecimal.ONE, terms.granularity(price.creditType())));
    }

    @Override
    public String consume(String key, String creditType, int credits) {
        String answer = bind(
                key,
                List.of("consume", creditType, credits),
                () -> credits <= 0 ? "BU205" : take(key, holding(creditType), credits * 1_000L, now));
        return answer.startsWith("insufficient") ? "insufficient" : answer; // the contract's boolean says no more
    }

    private String take(String key, Holding holding, long amount, Instant occurred) {
        Instant spendableAt = holding.openPeriod(now)
                .map(PeriodRow::start)
                .filter(start -> start.isAfter(occurred))
                .orElse(occurred);
        long spendable = holding.spendable(spendableAt).stream()
                .mapToLong(lot -> lot.remaining)
                .sum();
        if (spendable < amount) {
            return "insufficient " + amount + " of " + spendable;
        }
        Entry deduction = amount == 0 ? null : holding.take(amount, spendableAt, "deduction", occurred, key);
        charges.put(key, new Charged(holding, deduction));
        return "charged " + amount + " leaves " + holding.balance();
    }

    @Override
    public String refund(String key) {
        if (!keys.containsKey(key)) {
            return "BU206";
        }
        Charged charged = charges.get(key);
        if (charged == null || charged.deduction() == null) {
            return "BU405";
        }
        Entry deduction = charged.deduction();
        return bind("refund:" + key, List.of(), () -> {
            charged.holding().putBack(deduction, now, "refund:" + key);
            return "refunded " + -deduction.amount() + " leaves "
                    + charged.holding().balance();
        });
    }

    @Override
    public String grant(String key, String creditType, long millicredits, @Nullable Instant expires) {
        return bind(key, List.of("grant", creditType, millicredits, String.valueOf(expires)), () -> {
            if (millicredits <= 0 || millicredits % terms.granularity(creditType) != 0) {
                return "BU205";
            }
            Holding holding = holding(creditType);
            holding.give("bonus", millicredits, now, expires, "bonus", key, null);
            return "granted " + millicredits + " leaves " + holding.balance();
        });
    }

    @Override
    public String adjust(String key, String creditType, long millicredits) {
        return bind(key, List.of("adjust", creditType, millicredits), () -> {
            Holding holding = holding(creditType);
            long spendable = holding.spendable(now).stream()
                    .mapToLong(lot -> lot.remaining)
                    .sum();
            if (millicredits == 0 || millicredits % terms.granularity(creditType) != 0) {
                return "BU205";
            } else if (spendable + millicredits < 0) {
                return "BU411";
            } else if (millicredits > 0) {
                holding.give("adjustment", millicredits, now, null, "adjustment", key, null);
            } else {
                holding.take(-millicredits, now, "adjustment", now, key);
            }
            return "adjusted " + millicredits + " leaves " + holding.balance();
        });
    }

    @Override
    public String purchase(String key, String pack) {
        Terms.Pack bought = terms.at(now).packages().stream()
                .filter(candidate -> candidate.code().equals(pack))
                .findFirst()
                .orElseThrow();
        return bind("purchase:" + key, List.of(pack), () -> {
            Instant expires = bought.days() == null ? null : now.plus(Duration.ofDays(bought.days()));
            holding(bought.creditType())
                    .give("purchase", bought.millicredits(), now, expires, "purchase", "purchase:" + key, key);
            return "booked";
        });
    }

    @Override
    public String reset() {
        holdings.values().forEach(holding -> holding.reset(now));
        return "reset";
    }

    /** A key takes effect once: a repeat gets the first answer, other content is refused; refusals bind nothing. */
    private String bind(String key, List<Object> content, Supplier<String> effect) {
        Bound bound = keys.get(key);
        if (bound != null) {
            return bound.content().equals(content) ? bound.answer() : "BU401";
        }
        String answer = effect.get();
        if (!answer.startsWith("BU") && !answer.startsWith("insufficient")) {
            keys.put(key, new Bound(content, answer));
        }
        return answer;
    }

    private Holding holding(String creditType) {
        return Objects.requireNonNull(holdings.get(creditType));
    }

    @Override
    public List<String> rows() {
        List<String> rows = new ArrayList<>();
        holdings.forEach((type, holding) -> rows.addAll(Rendering.of(type, holding)));
        return rows;
    }
}
