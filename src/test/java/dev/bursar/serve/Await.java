package dev.bursar.serve;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for a condition, with a bound that only a defect reaches. */
public final class Await {
    private static final Duration BOUND = Duration.ofMinutes(3);

    private Await() {}

    public static void until(String what, Callable<Boolean> condition) {
        long end = System.nanoTime() + BOUND.toNanos();
        while (!holds(condition)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + BOUND.toMinutes() + " minutes: " + what);
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static boolean holds(Callable<Boolean> condition) {
        try {
            return condition.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
