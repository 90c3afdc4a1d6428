package dev.bursar.operations;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** The threads of this process alone, as a run that was started by hand uses them. */
record OwnThreads(PartitionWorker worker, PartitionRows rows, int threads, String name) implements PartitionHands {
    @Override
    public void work(List<Integer> numbers) throws InterruptedException {
        rows.freeAll();
        AtomicBoolean failed = new AtomicBoolean();
        RuntimeException failure = null;
        try (ExecutorService executor = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().name(name + "-", 1).factory())) {
            List<Future<?>> works = numbers.stream()
                    .<Future<?>>map(number -> executor.submit(() -> work(number, failed)))
                    .toList();
            for (Future<?> work : works) {
                try {
                    work.get();
                } catch (ExecutionException e) {
                    failure = failure == null ? unwrapped(e) : failure;
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void work(int number, AtomicBoolean failed) {
        try {
            var _ = worker.work(number, failed::get);
        } catch (RuntimeException e) {
            failed.set(true);
            throw e;
        }
    }

    private static RuntimeException unwrapped(ExecutionException e) {
        return e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
    }
}
