package dev.bursar.runbook;

/** A runbook on its way: which journal, which text, with which values. */
record Journey(long journal, Runbook runbook, Values values) {
    /** How messages name a place on it. */
    String place(Action action) {
        return "step " + action.id() + " of " + runbook.name();
    }

    String shown(Action action) {
        return CommandText.shown(action, values);
    }
}
