package dev.bursar.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.config.Setting;
import dev.bursar.database.Database;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Eight sessions that charge while periods are opened, most of them on the same few accounts. */
class ChargesDuringARunTest {
    private static final String NOW = "2026-11-02T12:00:00Z";

    /** On Kiritimati: the run reaches as far as any charge does. */
    private static final String LATEST_TODAY = "2026-11-03";

    private static final String PERIODS = """
            SELECT md5(string_agg(concat_ws('|', account_id, period_start, period_end, opening_millicredits, granted_millicredits,
                                            rolled_in_millicredits, expired_millicredits), E'\n' ORDER BY account_id, period_start))
            FROM period
            """;

    @AutoClose
    private final Town town = Town.of(6_000);

    @Test
    void every_charge_succeeds_none_deadlocks_and_every_period_opens_once() throws Exception {
        town.allocate("2026-10-01", "2026-10-31T12:00:00Z");
        String undisturbed;
        try (Town twin = town.twin()) {
            twin.allocate(LATEST_TODAY, NOW);
            undisturbed = twin.client().sql(PERIODS).query(String.class).single();
        }
        List<String> users =
                town.client().sql("""
                        SELECT c.user_id FROM customer c JOIN subscription_change s ON s.customer_id = c.id JOIN plan p ON p.id = s.plan_id
                        WHERE p.code = 'enterprise' AND s.status = 'active' ORDER BY c.id
                        """).query((row, index) -> row.getString(1)).list();
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService sessions = Executors.newFixedThreadPool(8)) {
            List<Future<Integer>> charges = IntStream.range(0, 8)
                    .mapToObj(session -> sessions.submit(charge(session, users, done)))
                    .toList();
            town.allocate(LATEST_TODAY, NOW);
            done.set(true);
            int charged = 0;
            for (Future<Integer> session : charges) {
                charged += session.get();
            }
            assertThat(charged).isPositive();
            assertThat(number("SELECT count(*) FROM usage_event WHERE status = 'charged'"))
                    .isEqualTo(charged);
        }
        assertThat(town.client().sql(PERIODS).query(String.class).single()).isEqualTo(undisturbed);
        assertThat(number("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"))
                .isZero();
        town.keepsItsInvariants();
    }

    /** Charges until the run is over, two times of three one of ten hot users; throws if any charge does not succeed. */
    private Callable<Integer> charge(int session, List<String> users, AtomicBoolean done) {
        return () -> {
            SplittableRandom random = new SplittableRandom(session);
            int charged = 0;
            try (Database host = town.database().open(Map.of(Setting.BURSAR_CLOCK, NOW))) {
                while (!done.get()) {
                    String user = users.get(random.nextInt(random.nextInt(3) > 0 ? 10 : users.size()));
                    String status = host.client()
                            .sql("SELECT charge(:user, 'ANALYSIS', 10, NULL, NULL, NULL, 1, :key, '{}') ->> 'status'")
                            .param("user", user)
                            .param("key", session + "-" + charged)
                            .query(String.class)
                            .single();
                    assertThat(status).isEqualTo("charged");
                    charged++;
                }
            }
            return charged;
        };
    }

    private long number(String sql) {
        return town.client().sql(sql).query(Long.class).single();
    }
}
