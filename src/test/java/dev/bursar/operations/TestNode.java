package dev.bursar.operations;

import dev.bursar.config.Setting;
import dev.bursar.database.Database;
import dev.bursar.run.RunReport;
import dev.bursar.run.RunRequest;
import dev.bursar.run.StopSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** A node of a town, in this process. */
final class TestNode implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Town town;
    private final Database database;
    private final Cluster cluster;
    private final List<String> wakes = new CopyOnWriteArrayList<>();

    private TestNode(Town town) {
        this.town = town;
        this.database = town.database().open(Map.of());
        this.cluster = Cluster.join(database, "test", "{}", wakes::add);
    }

    static TestNode of(Town town) {
        return new TestNode(town);
    }

    String id() {
        return cluster.nodeId().orElseThrow();
    }

    Cluster cluster() {
        return cluster;
    }

    /** The keys with which it was woken. */
    List<String> wakes() {
        return wakes;
    }

    /** A run that this node coordinates, for everybody. */
    RunReport allocate(String date, String now, StopSignal stop) {
        RunRequest request = town.request(date, now);
        try (Database at = town.database().open(Map.of(Setting.BURSAR_CLOCK, now))) {
            return new Operations(at, stop, progress -> {}).startShared(request, cluster);
        }
    }

    RunReport restart(long run) {
        return new Operations(database, new StopSignal(), progress -> {})
                .restartShared(run, 2, Optional.empty(), cluster);
    }

    Optional<RunReport> goOn(DeadRun dead) {
        return goOn(dead, new StopSignal());
    }

    Optional<RunReport> goOn(DeadRun dead, StopSignal stop) {
        return new Operations(database, stop, progress -> {}).goOn(dead, 2, cluster);
    }

    @Override
    public void close() {
        cluster.close();
        database.close();
    }

    /** Waits for a condition, for a minute at most. */
    static void until(BooleanSupplier condition) throws InterruptedException {
        var _ = untilPresent(() -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }

    /** Waits for an answer, for a minute at most. */
    static <T> T untilPresent(Supplier<Optional<T>> question) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        Optional<T> answer = question.get();
        while (answer.isEmpty()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("not within " + PATIENCE);
            }
            Thread.sleep(10);
            answer = question.get();
        }
        return answer.get();
    }
}
