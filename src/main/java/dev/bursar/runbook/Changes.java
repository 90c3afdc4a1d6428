package dev.bursar.runbook;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Whether what is finished still stands in the runbook as it was when it was done. What comes after may have been mended. */
final class Changes {
    private Changes() {}

    /** Throws a fault of code {@code step-changed} at the first step that is finished and reads otherwise now. */
    static void refuse(Runbook runbook, List<JournalAction> rows) {
        Map<Integer, List<JournalAction>> steps = rows.stream()
                .filter(row -> row.kind() != Kind.UNDO)
                .collect(Collectors.groupingBy(JournalAction::step, TreeMap::new, Collectors.toList()));
        steps.forEach((number, actions) -> {
            JournalAction first = actions.getFirst();
            Optional<Step> now = runbook.steps().stream()
                    .filter(step -> step.number() == number)
                    .findFirst();
            if (actions.stream().allMatch(JournalAction::isDone)) {
                String sha256 = now.map(Step::sha256).orElse("nothing");
                if (!sha256.equals(first.stepSha256())) {
                    throw changed(runbook, "step " + number, first.heading(), first.stepSha256(), sha256);
                }
            } else {
                actions.stream()
                        .filter(action -> action.isDone() || action.isBegun())
                        .forEach(action -> refuse(runbook, action, now));
            }
        });
    }

    private static void refuse(Runbook runbook, JournalAction done, Optional<Step> now) {
        String sha256 = now.flatMap(step -> step.actions().stream()
                        .filter(action -> action.number() == done.number())
                        .findFirst())
                .map(Action::sha256)
                .orElse("nothing");
        if (!sha256.equals(done.sha256())) {
            throw changed(runbook, "step " + done.id(), done.heading(), done.sha256(), sha256);
        }
    }

    private static Fault changed(Runbook runbook, String step, String heading, String before, String now) {
        return Fault.refused(
                FaultCode.STEP_CHANGED,
                step + " of " + runbook.name() + " ('" + heading
                        + "') is finished, and its text has changed since: it was " + before + " and is now " + now
                        + "; nothing was done",
                "Put the old text back to go on, or begin anew with: bursar runbook run " + runbook.argument());
    }
}
