package dev.bursar.serve;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Quartz's wake: makes the next turn of the sweep look at the queue, whichever node is first, and has it begin at once. */
final class Woken implements Consumer<String> {
    private final NodeFigures figures;
    private final Runnable sweepNow;
    private final AtomicBoolean isDue = new AtomicBoolean();

    Woken(NodeFigures figures, Runnable sweepNow) {
        this.figures = figures;
        this.sweepNow = sweepNow;
    }

    @Override
    public void accept(String key) {
        figures.woken();
        isDue.set(true);
        sweepNow.run();
    }

    /** Whether there was a wake since this was asked last. */
    boolean take() {
        return isDue.getAndSet(false);
    }
}
