package dev.bursar.run;

/** Asks a job to end after the range in hand. */
public final class StopSignal {
    private volatile boolean requested;

    /** From now on the job ends at its next opportunity, restartable. */
    public void request() {
        requested = true;
    }

    /** Whether somebody asked. */
    public boolean isRequested() {
        return requested;
    }
}
