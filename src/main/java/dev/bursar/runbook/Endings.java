package dev.bursar.runbook;

import dev.bursar.fault.Exit;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.util.Optional;

/** What is said where a runbook stops before its end: where, why, what stands, and how to go on. */
final class Endings {
    private Endings() {}

    /** An action did not pass: the answer is no (exit 3), or a fault with the exit of what failed. */
    static Ending failed(Journey journey, Action action, Performer.Result result) {
        boolean isUndo = action.kind() == Kind.UNDO;
        return failed(
                journey,
                action,
                result,
                "journal " + journey.journal() + " stands there; what was " + (isUndo ? "undone" : "done")
                        + " before stands",
                isUndo
                        ? "Mend it, then go on with: bursar runbook rollback " + journey.journal()
                        : "Mend it, then go on with: bursar runbook resume " + journey.journal()
                                + "; or undo what was done: bursar runbook rollback " + journey.journal());
    }

    static Ending failed(Journey journey, Action action, Performer.Result result, String state, String hint) {
        String message = journey.place(action) + ", '" + firstLine(journey.shown(action)) + "', " + result.mistake()
                + "; " + state;
        boolean isScript = action.language() == Language.SH; // whose numbers mean nothing to us but that it failed
        return switch (isScript && result.exit() != 0 ? Exit.FAILED.code() : result.exit()) {
            case 0, 3 -> new Ending(journey.journal(), Exit.ANSWER_IS_NO, message, hint);
            case 2 -> throw Fault.usage(FaultCode.STEP_MISUSED, message, hint);
            case 4 -> throw Fault.refused(FaultCode.STEP_REFUSED, message, hint);
            default -> throw Fault.failed(FaultCode.STEP_FAILED, message, hint);
        };
    }

    static Ending interrupted(Journey journey, Action action) {
        return new Ending(
                journey.journal(),
                Exit.INTERRUPTED,
                "stopped at " + journey.place(action) + "; what was done before stands",
                "Go on with: bursar runbook " + verb(action) + " " + journey.journal());
    }

    static Fault unticked(Journey journey, Action action, String text) {
        return Fault.refused(
                FaultCode.ANSWER_MISSING,
                journey.place(action) + " wants a tick: '" + text + "'; journal " + journey.journal()
                        + " waits there, and what was done before stands",
                "See that it is so, then go on with: bursar runbook resume " + journey.journal() + " --tick "
                        + action.id());
    }

    static Fault unconfirmed(Journey journey, Action action, String word, Optional<String> typed) {
        return Fault.refused(
                FaultCode.ANSWER_MISSING,
                journey.place(action) + " wants '" + word + "' to be typed"
                        + typed.map(text -> ", and '" + text + "' was").orElse("") + "; journal " + journey.journal()
                        + " waits there, and what was done before stands",
                "If you mean it, go on with: bursar runbook resume " + journey.journal() + " --confirm "
                        + Words.quoted(word));
    }

    static Fault unsettled(Journey journey, Action action, String verb) {
        String command = "bursar runbook " + verb + " " + journey.journal();
        return Fault.refused(
                FaultCode.ANSWER_MISSING,
                journey.place(action) + ", '" + firstLine(journey.shown(action))
                        + "', was begun and nobody saw its end; nothing was done",
                "Find out whether it was done, then go on with: " + command + " --was-done " + action.id() + ", or "
                        + command + " --was-not-done " + action.id());
    }

    static String verb(Action action) {
        return action.kind() == Kind.UNDO ? "rollback" : "resume";
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("") + (text.lines().count() > 1 ? " …" : "");
    }
}
