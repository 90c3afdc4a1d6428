package dev.bursar.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.config.Setting;
import dev.bursar.database.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Eight sessions that charge without a break, most of them the same few users. */
final class Hosts implements AutoCloseable {
    private final Books books;
    private final List<String> users;
    private final ExecutorService sessions = Executors.newFixedThreadPool(8);
    private final List<Future<Duration>> ends = new ArrayList<>();
    private volatile boolean done;

    private Hosts(Books books) {
        this.books = books;
        this.users = books.client().sql("""
                        SELECT c.user_id FROM customer c JOIN subscription_change s ON s.customer_id = c.id JOIN plan p ON p.id = s.plan_id
                        WHERE p.code = 'enterprise' AND s.status = 'active' ORDER BY c.id
                        """).query(String.class).list();
    }

    static Hosts atWork(Books books) {
        Hosts hosts = new Hosts(books);
        for (int session = 0; session < 8; session++) {
            int number = session;
            hosts.ends.add(hosts.sessions.submit(() -> hosts.charge(number)));
        }
        return hosts;
    }

    /** Charges until they are told to end; the longest that one took. */
    private Duration charge(int session) {
        SplittableRandom random = new SplittableRandom(session);
        Duration longest = Duration.ZERO;
        try (Database host = books.town().database().open(Map.of(Setting.BURSAR_CLOCK, Books.NOW))) {
            for (int charged = 0; !done; charged++) {
                long begun = System.nanoTime();
                String status = host.client()
                        .sql("SELECT charge(:user, 'ANALYSIS', 10, NULL, NULL, NULL, 1, :key, '{}') ->> 'status'")
                        .param("user", users.get(random.nextInt(random.nextInt(3) > 0 ? 10 : users.size())))
                        .param("key", session + "-" + charged)
                        .query(String.class)
                        .single();
                assertThat(status).isEqualTo("charged");
                Duration took = Duration.ofNanos(System.nanoTime() - begun);
                longest = took.compareTo(longest) > 0 ? took : longest;
            }
        }
        return longest;
    }

    /** Lets them end; the longest that any charge took. Throws what any of them met. */
    Duration end() throws Exception {
        done = true;
        Duration longest = Duration.ZERO;
        for (Future<Duration> end : ends) {
            longest = end.get().compareTo(longest) > 0 ? end.get() : longest;
        }
        return longest;
    }

    @Override
    public void close() {
        done = true;
        sessions.close();
    }
}
