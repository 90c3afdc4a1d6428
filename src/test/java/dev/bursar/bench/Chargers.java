package dev.bursar.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The product's users at work: four sessions that charge random accounts, some 40 times a second each. */
final class Chargers implements AutoCloseable {
    private static final AtomicLong KEYS = new AtomicLong(System.nanoTime());

    private final BenchDatabase database;
    private final long accounts;
    private final ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();
    private final AtomicLong failures = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean done;

    Chargers(BenchDatabase database, long accounts) {
        this.database = database;
        this.accounts = accounts;
    }

    /** Prints how long charges take on an idle database and while a contender works on an equal one; then what is broken there. */
    static void duringA(Contender contender, BenchDatabase template, long accounts, int idleSeconds) {
        try (BenchDatabase copy = template.copy();
                Chargers idle = new Chargers(copy, accounts)) {
            idle.fireFor(idleSeconds);
            Latency before = idle.latency();
            try (Chargers busy = new Chargers(copy, accounts)) {
                busy.start();
                Result result = Child.run(contender, copy.variables());
                busy.stop();
                System.out.printf(
                        Locale.ROOT,
                        "charges, idle:                  %s%ncharges, during %.1f s of the job: %s%n",
                        before,
                        result.seconds(),
                        busy.latency());
            }
            System.out.println("broken invariants after it: " + copy.brokenInvariants());
        }
    }

    /** How long charges took, and how many failed. */
    record Latency(long charges, double p50Millis, double p99Millis, double longestMillis, long failures) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%,d, p50 %.1f ms, p99 %.1f ms, longest %.1f ms, failed %d",
                    charges,
                    p50Millis,
                    p99Millis,
                    longestMillis,
                    failures);
        }
    }

    void start() {
        for (int i = 0; i < 4; i++) {
            threads.add(Thread.ofPlatform().start(this::fire));
        }
    }

    void stop() {
        done = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException("the bench was interrupted", e);
            }
        }
        threads.clear();
    }

    void fireFor(int seconds) {
        start();
        pause(TimeUnit.SECONDS.toMillis(seconds));
        stop();
    }

    Latency latency() {
        List<Long> sorted = nanos.stream().sorted().toList();
        return new Latency(sorted.size(), at(sorted, 50), at(sorted, 99), at(sorted, 100), failures.get());
    }

    private static double at(List<Long> sorted, int percent) {
        int index = Math.min(sorted.size() - 1, sorted.size() * percent / 100);
        return sorted.isEmpty() ? Double.NaN : sorted.get(index) / 1e6;
    }

    private void fire() {
        SplittableRandom random = new SplittableRandom();
        try (Connection connection = database.connect();
                PreparedStatement charge = connection.prepareStatement(
                        "SELECT charge(?, 'call', 1, NULL, NULL, NULL, 1, ?, '{}') ->> 'status'")) {
            while (!done) {
                charge.setString(1, "user-" + (1 + random.nextLong(accounts)));
                charge.setString(2, "bench-" + KEYS.incrementAndGet());
                long begun = System.nanoTime();
                try (ResultSet answer = charge.executeQuery()) {
                    if (!answer.next() || !"charged".equals(answer.getString(1))) {
                        failures.incrementAndGet();
                    }
                }
                nanos.add(System.nanoTime() - begun);
                pause(25);
            }
        } catch (SQLException e) {
            failures.incrementAndGet();
            Bench.say("a charge failed: %s", e);
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException("the bench was interrupted", e);
        }
    }

    @Override
    public void close() {
        stop();
    }
}
