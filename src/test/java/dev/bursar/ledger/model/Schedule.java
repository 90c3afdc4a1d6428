package dev.bursar.ledger.model;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One user's subscription: what was said of it, and the periods that follow. */
final class Schedule {
    private static final Instant BEGINNING = Instant.MIN;

    /**
     * A period.
     *
     * @param opensAt its start, or the day inside it on which the subscription began or was resumed
     * @param phase what is in force there
     * @param follows whether it continues the one before it without a gap
     */
    record Period(Instant start, Instant end, Instant opensAt, Phase phase, boolean follows) {}

    private final Terms terms;
    private final List<Phase> phases = new ArrayList<>();

    Schedule(Terms terms) {
        this.terms = terms;
    }

    boolean isEmpty() {
        return phases.isEmpty();
    }

    List<Phase> upgrades() {
        return phases.stream().filter(Phase::upgrade).toList();
    }

    /** What is in force at an instant. */
    Optional<Phase> at(Instant at) {
        return phases.stream().filter(phase -> !phase.from().isAfter(at)).reduce((_, later) -> later);
    }

    /** What was in force just before an instant. */
    Phase before(Instant at) {
        return phases.stream()
                .filter(phase -> phase.from().isBefore(at))
                .reduce((_, later) -> later)
                .orElseThrow();
    }

    /** The period after one that ended at {@code reached}; the first if null. None while the subscription stays canceled. */
    Optional<Period> next(@Nullable Instant reached) {
        Instant earliest = reached == null ? BEGINNING : reached;
        for (int i = 0; i < phases.size(); i++) {
            Phase phase = phases.get(i);
            Phase next = i + 1 < phases.size() ? phases.get(i + 1) : null;
            Instant until = next == null ? Instant.MAX : next.from();
            Instant begins = latest(latest(earliest, phase.from()), phase.grid().beginningOf(phase.allocateFrom()));
            boolean opens = begins.isBefore(until) || (begins.equals(until) && next != null && next.afterOpening());
            if (phase.status().equals("active") && opens) {
                boolean follows = begins.equals(reached);
                Instant start = follows ? begins : latest(earliest, phase.grid().startOf(begins));
                return Optional.of(new Period(start, phase.grid().endAfter(start), begins, phase, follows));
            }
        }
        return Optional.empty();
    }

    /** The period that is running at an instant. */
    Optional<Period> running(Instant at) {
        Optional<Period> period = next(null);
        while (period.isPresent() && !period.get().end.isAfter(at)) {
            period = next(period.get().end);
        }
        return period.filter(p -> !p.opensAt.isAfter(at));
    }

    /**
     * Records a change.
     *
     * @param anyPeriodOpened whether a period was opened already: if not, another allocate_from starts all over
     * @return what became of it, in the contract's word
     */
    String change(Wish wish, Instant now, boolean anyPeriodOpened) {
        Instant from = wish.effectiveAt() == null ? now : wish.effectiveAt();
        Optional<Phase> current = at(from);
        Phase wanted = wanted(wish, current, from);
        boolean startsOver =
                current.isPresent() && !current.get().allocateFrom().equals(wanted.allocateFrom()) && !anyPeriodOpened;
        Optional<Period> running = startsOver ? Optional.empty() : running(from);
        if (current.isEmpty() || startsOver) {
            phases.clear();
            phases.add(wanted.with(BEGINNING, wanted.plan(), false, false));
            return current.isEmpty() ? "started" : word(current.get(), wanted);
        }
        Phase before = current.orElseThrow();
        boolean opensThen = running.isPresent() && running.get().opensAt.equals(from);
        boolean isOpen = opensThen && !from.isAfter(now);
        boolean otherPlan = !wanted.plan().equals(before.plan());
        boolean planChanges = running.isPresent() && otherPlan && (!opensThen || isOpen);
        boolean upgrade = planChanges && wanted.status().equals("active") && rises(before.plan(), wanted.plan(), from);
        boolean statusChanges = !wanted.status().equals(before.status());
        Instant takesEffect = planChanges && !upgrade ? running.orElseThrow().end : from;
        List<Phase> waiting =
                phases.stream().filter(phase -> phase.from().isAfter(from)).toList();
        boolean sameForNow = wanted.saysTheSameAs(before)
                && (waiting.isEmpty() || !"canceled".equals(wish.status()))
                && waiting.stream()
                        .allMatch(phase -> phase.restated(wish, wish.plan() == null ? phase.plan() : wish.plan())
                                .saysTheSameAs(phase));
        boolean sameThen = wanted.saysTheSameAs(phases.getLast())
                && !(statusChanges ? from : takesEffect)
                        .isBefore(phases.getLast().from());
        if (sameForNow || sameThen) {
            return "unchanged";
        }
        phases.removeAll(waiting);
        if (takesEffect.isAfter(from) && statusChanges) {
            phases.add(wanted.with(from, before.plan(), false, isOpen));
        }
        Phase then = wanted.with(takesEffect, wanted.plan(), upgrade, isOpen && takesEffect.equals(from));
        if ("canceled".equals(wish.status())) {
            phases.add(then);
        } else {
            goOnWaiting(waiting, wish, then, before.plan(), now);
        }
        if (statusChanges) {
            return word(before, wanted);
        }
        return upgrade ? "upgraded" : otherPlan && takesEffect.isAfter(now) ? "scheduled" : word(before, wanted);
    }

    /** Adds what is wanted, and around it what waited before, as far as the wish does not speak of it. */
    private void goOnWaiting(List<Phase> waiting, Wish wish, Phase then, String planUntilThen, Instant now) {
        Phase wanted = waiting.stream()
                .filter(phase -> !phase.from().isAfter(then.from()))
                .reduce((_, later) -> later)
                .map(phase -> phase.restated(wish, then.plan()).with(then.from(), then.plan(), then.upgrade(), false))
                .orElse(then);
        waiting.stream()
                .filter(phase -> phase.from().isBefore(then.from()))
                .forEach(phase -> goOnWaiting(phase, wish, wish.plan() == null ? phase.plan() : planUntilThen, now));
        phases.add(wanted);
        waiting.stream()
                .filter(phase -> !phase.from().isBefore(then.from()))
                .forEach(phase -> goOnWaiting(phase, wish, wish.plan() == null ? phase.plan() : then.plan(), now));
    }

    private void goOnWaiting(Phase phase, Wish wish, String plan, Instant now) {
        Phase restated = phase.restated(wish, plan);
        if (!restated.saysTheSameAs(phases.getLast())) {
            boolean upgrade =
                    phase.upgrade() && wish.plan() == null && phase.from().isAfter(now);
            phases.add(restated.with(phase.from(), plan, upgrade, false));
        }
    }

    private static String word(Phase before, Phase wanted) {
        return before.status().equals(wanted.status())
                ? "updated"
                : wanted.status().equals("active") ? "resumed" : "canceled";
    }

    private static Phase wanted(Wish wish, Optional<Phase> current, Instant from) {
        String zone = or(wish.zone(), current.map(Phase::zone), "UTC");
        LocalDate day = LocalDate.ofInstant(from, ZoneId.of(zone));
        return new Phase(
                from,
                or(wish.plan(), current.map(Phase::plan), ""),
                or(wish.status(), current.map(Phase::status), "active"),
                or(wish.cycle(), current.map(Phase::cycle), "calendar"),
                or(wish.anchor(), current.map(Phase::anchor), day),
                zone,
                or(wish.allocateFrom(), current.map(Phase::allocateFrom), day),
                false,
                false);
    }

    private boolean rises(String from, String to, Instant at) {
        Map<String, Terms.Allowance> old = terms.at(at).plan(from).allowances();
        return terms.at(at).plan(to).allowances().entrySet().stream()
                .anyMatch(allowance -> !old.containsKey(allowance.getKey())
                        || Objects.requireNonNull(old.get(allowance.getKey())).millicredits()
                                < allowance.getValue().millicredits());
    }

    private static <T> T or(@Nullable T wish, Optional<T> current, T otherwise) {
        return wish != null ? wish : current.orElse(otherwise);
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
