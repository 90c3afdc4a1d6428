package dev.bursar.runbook;

import dev.bursar.fault.Exit;
import dev.bursar.run.StopSignal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Walks through the steps of a runbook, forward or back, and stops at the first that does not go well. */
final class Steps {
    private final Journal journal;
    private final Performer performer;
    private final Answers answers;
    private final StopSignal stop;
    private final Consumer<String> say;

    Steps(Journal journal, Performer performer, Answers answers, StopSignal stop, Consumer<String> say) {
        this.journal = journal;
        this.performer = performer;
        this.answers = answers;
        this.stop = stop;
        this.say = say;
    }

    /** Does everything that is not done yet but undo. */
    Ending forward(Journey journey, List<JournalAction> rows) {
        for (Step step : journey.runbook().steps()) {
            List<Action> actions = step.actions().stream()
                    .filter(action -> action.kind() != Kind.UNDO)
                    .toList();
            Optional<Ending> end = walk(journey, step, actions, rows);
            if (end.isPresent()) {
                return end.get();
            }
        }
        journal.close(journey.journal(), "COMPLETED");
        say.accept("done: " + journey.runbook().header().title());
        return Ending.done(journey.journal());
    }

    /** Undoes the steps of which something was done, the last one first. */
    Ending backward(Journey journey, List<JournalAction> rows) {
        boolean isAnythingUndone = false;
        for (Step step : journey.runbook().steps().reversed()) {
            List<Action> undo = step.actions().stream()
                    .filter(action -> action.kind() == Kind.UNDO)
                    .toList();
            boolean wasDone = rows.stream()
                    .anyMatch(row -> row.step() == step.number() && row.kind() == Kind.RUN && row.isDone());
            if (wasDone && undo.isEmpty()) {
                say.accept("step " + step.number() + " '" + step.heading() + "' has no undo: what it did stands");
            }
            if (wasDone && !undo.isEmpty()) {
                isAnythingUndone = true;
                Optional<Ending> end = walk(journey, step, undo, rows);
                if (end.isPresent()) {
                    return end.get();
                }
            }
        }
        journal.close(journey.journal(), "ROLLED_BACK");
        say.accept(isAnythingUndone ? "rolled back" : "rolled back: nothing was done that has an undo");
        return Ending.done(journey.journal());
    }

    /** Asks what became of runs that were begun and whose end nobody saw: taking back what never happened would do harm. */
    void settleBegun(Journey journey, List<JournalAction> rows) {
        for (Action action : journey.runbook().actions().toList()) {
            boolean isBegun = rows.stream().anyMatch(row -> row.id().equals(action.id()) && row.isBegun());
            if (isBegun && action.kind() == Kind.RUN) {
                settle(journey, action, "rollback");
            }
        }
    }

    /** Checks what can be checked before anything would have been done, and says what would be done. */
    Ending rehearse(Journey journey) {
        boolean isAnythingDone = false;
        for (Step step : journey.runbook().steps()) {
            say.accept(step.number() + " " + step.heading());
            for (Action action : step.actions()) {
                isAnythingDone |= action.kind() == Kind.RUN;
                if (action.kind() == Kind.CHECK && !isAnythingDone) {
                    say.accept("  " + action.id() + " check: " + journey.shown(action));
                    Performer.Result result = performer.perform(action, journey.runbook(), journey.values());
                    tell(result.output());
                    if (!result.passes()) {
                        return Endings.failed(
                                journey, action, result, "nothing was changed", "Mend that before you run it.");
                    }
                } else {
                    say.accept("  " + action.id() + " would " + action.kind().word() + ": " + journey.shown(action));
                }
            }
        }
        say.accept("dry run: nothing was changed, and no journal was kept");
        return Ending.done(0);
    }

    private Optional<Ending> walk(Journey journey, Step step, List<Action> actions, List<JournalAction> rows) {
        List<String> done = new ArrayList<>(rows.stream()
                .filter(JournalAction::isDone)
                .map(JournalAction::id)
                .toList());
        List<String> begun = rows.stream()
                .filter(JournalAction::isBegun)
                .map(JournalAction::id)
                .toList();
        List<Action> left =
                actions.stream().filter(action -> !done.contains(action.id())).toList();
        if (!left.isEmpty()) {
            say.accept(step.number() + " " + step.heading());
        }
        for (Action action : left) {
            if (stop.isRequested()) {
                journal.close(journey.journal(), "STOPPED");
                return Optional.of(Endings.interrupted(journey, action));
            }
            Optional<Ending> end = take(journey, step, action, begun.contains(action.id()));
            if (end.isPresent()) {
                return end;
            }
        }
        return Optional.empty();
    }

    private Optional<Ending> take(Journey journey, Step step, Action action, boolean isBegun) {
        switch (action.kind()) {
            case TICK -> tick(journey, step, action);
            case CONFIRM -> confirm(journey, action);
            default -> {
                if (isBegun && !mayRepeat(journey, action)) {
                    return Optional.empty();
                }
                return perform(journey, action);
            }
        }
        return Optional.empty();
    }

    private void tick(Journey journey, Step step, Action action) {
        String text = journey.shown(action);
        if (!answers.isTicked(step, action, text)) {
            journal.close(journey.journal(), "WAITING");
            throw Endings.unticked(journey, action, text);
        }
        say.accept("  " + action.id() + " ticked: " + text);
        journal.end(
                journey.journal(), action.id(), "DONE", Exit.DONE.code(), answers.yes() ? "ticked by --yes" : "ticked");
    }

    private void confirm(Journey journey, Action action) {
        String word = journey.shown(action);
        Optional<String> typed = answers.typed(action, word);
        if (typed.filter(word::equals).isEmpty()) {
            journal.close(journey.journal(), "WAITING");
            throw Endings.unconfirmed(journey, action, word, typed);
        }
        say.accept("  " + action.id() + " confirmed: " + word);
        journal.end(journey.journal(), action.id(), "DONE", Exit.DONE.code(), "typed");
    }

    /** Commands of bursar that were done find nothing to do; of a script only a person can say. */
    private boolean mayRepeat(Journey journey, Action action) {
        if (action.language() == Language.SH) {
            return !settle(journey, action, Endings.verb(action));
        }
        say.accept("  " + action.id() + " was begun and nobody saw its end; it is done again");
        return true;
    }

    /** Notes the operator's word on what was begun; returns whether it was done. */
    private boolean settle(Journey journey, Action action, String verb) {
        Optional<Boolean> wasDone = answers.wasDone(action, journey.shown(action));
        if (wasDone.isEmpty()) {
            journal.close(journey.journal(), "WAITING");
            throw Endings.unsettled(journey, action, verb);
        }
        String word = wasDone.get() ? "DONE" : "NOT_DONE";
        say.accept("  " + action.id() + " counts as " + (wasDone.get() ? "done" : "not done") + ", on your word");
        journal.end(
                journey.journal(), action.id(), word, Exit.DONE.code(), "on the operator's word; nobody saw its end");
        return wasDone.get();
    }

    private Optional<Ending> perform(Journey journey, Action action) {
        say.accept("  " + action.id() + " " + action.kind().word() + ": " + journal.struck(journey.shown(action)));
        journal.begin(journey.journal(), action.id());
        Performer.Result result = performer.perform(action, journey.runbook(), journey.values());
        tell(result.output());
        journal.end(
                journey.journal(),
                action.id(),
                result.passes() ? "DONE" : "FAILED",
                result.exit(),
                result.output().isEmpty() ? result.mistake() : result.output());
        if (result.passes()) {
            return Optional.empty();
        }
        boolean isInterrupted = result.exit() == Exit.INTERRUPTED.code();
        journal.close(journey.journal(), isInterrupted ? "STOPPED" : "FAILED");
        return Optional.of(
                isInterrupted ? Endings.interrupted(journey, action) : Endings.failed(journey, action, result));
    }

    private void tell(String output) {
        journal.struck(output).lines().forEach(line -> say.accept("      " + line));
    }
}
