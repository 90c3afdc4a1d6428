package dev.bursar.runbook;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the operator answers, on the command line or when asked.
 *
 * @param yes whether every tick is given
 * @param ticks numbers of ticks ({@code 2.1}), or of steps (or their headings) all of whose ticks are given
 * @param confirmations what was typed beforehand
 * @param wasDone numbers of actions that were begun, whose end nobody saw, and that were done
 * @param wasNotDone likewise, and that were not
 * @param allowShell whether scripts may run
 * @param ask puts a question to a person; empty where there is none to ask
 */
public record Answers(
        boolean yes,
        List<String> ticks,
        List<String> confirmations,
        List<String> wasDone,
        List<String> wasNotDone,
        boolean allowShell,
        Function<String, Optional<String>> ask) {

    /** Throws a fault of exit 2 if a tick is given that the runbook does not have, so that a typing error ticks nothing. */
    void refuseUnknownTicks(Runbook runbook) {
        for (String tick : ticks) {
            boolean isKnown = runbook.steps().stream()
                    .flatMap(step -> step.actions().stream()
                            .filter(action -> action.kind() == Kind.TICK && names(tick, step, action)))
                    .findAny()
                    .isPresent();
            if (!isKnown) {
                String known = runbook.actions()
                        .filter(action -> action.kind() == Kind.TICK)
                        .map(action -> action.id() + " (" + action.text() + ")")
                        .collect(Collectors.joining(", "));
                throw Fault.usage(
                        FaultCode.USAGE,
                        "the runbook " + runbook.name() + " has no tick '" + tick + "'; nothing was done",
                        known.isEmpty() ? "It has none at all." : "It has " + known + ".");
            }
        }
    }

    /** Whether a tick is given; asks a person where the command line does not say. */
    boolean isTicked(Step step, Action action, String text) {
        return yes
                || ticks.stream().anyMatch(tick -> names(tick, step, action))
                || isYes("Step " + action.id() + ": " + text + ". Is it so? [y/N] ");
    }

    /** What was typed where {@code word} is wanted; empty where nobody typed anything. */
    Optional<String> typed(Action action, String word) {
        if (confirmations.contains(word)) {
            return Optional.of(word);
        }
        return ask.apply("Step " + action.id() + ": type " + word + " to confirm: ")
                .or(() -> confirmations.stream().findFirst());
    }

    /** Whether an action whose end nobody saw was done; empty where nobody says. */
    Optional<Boolean> wasDone(Action action, String text) {
        if (wasDone.contains(action.id()) || wasNotDone.contains(action.id())) {
            return Optional.of(wasDone.contains(action.id()));
        }
        return ask.apply("Step " + action.id() + ", " + text
                        + ", was begun and nobody saw its end. Was it done? [yes/no] ")
                .flatMap(answer -> switch (answer.strip().toLowerCase(Locale.ROOT)) {
                    case "yes" -> Optional.of(true);
                    case "no" -> Optional.of(false);
                    default -> Optional.empty();
                });
    }

    private boolean isYes(String question) {
        return ask.apply(question)
                .filter(answer -> answer.strip().matches("(?i)y|yes"))
                .isPresent();
    }

    private static boolean names(String tick, Step step, Action action) {
        return tick.equals(action.id())
                || tick.equals(String.valueOf(step.number()))
                || tick.equalsIgnoreCase(step.heading());
    }
}
