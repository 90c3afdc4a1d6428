package dev.bursar.runbook;

import dev.bursar.fault.Exit;

/**
 * How following a runbook ended, where that is no fault.
 *
 * @param journal its id
 * @param exit done, or the answer is no, or interrupted
 * @param message why it did not come to the runbook's end; empty where it did
 * @param hint what to do then
 */
public record Ending(long journal, Exit exit, String message, String hint) {
    static Ending done(long journal) {
        return new Ending(journal, Exit.DONE, "", "");
    }
}
