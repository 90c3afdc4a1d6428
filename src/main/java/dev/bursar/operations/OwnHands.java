package dev.bursar.operations;

import dev.bursar.run.StopSignal;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The coordinator's own threads, for when no node comes. */
final class OwnHands implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OwnHands.class);

    private final PartitionWorker worker;
    private final ExecutorService executor;
    private final StopSignal stop = new StopSignal();

    OwnHands(PartitionWorker worker, int threads) {
        this.worker = worker;
        this.executor = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().name("partition-", 1).factory());
    }

    /** Begins to work on partitions that are free; what happens stands in their rows. */
    void work(List<Integer> numbers) {
        for (int number : numbers) {
            var _ = executor.submit(() -> work(number));
        }
    }

    private void work(int number) {
        try {
            if (!stop.isRequested()) {
                var _ = worker.work(number, stop::isRequested);
            }
        } catch (RuntimeException e) {
            LOG.debug("partition {} failed; its row says why", number, e);
        }
    }

    /** Each thread stops after the range in hand. */
    void stop() {
        stop.request();
    }

    @Override
    public void close() {
        stop.request();
        executor.close();
    }
}
