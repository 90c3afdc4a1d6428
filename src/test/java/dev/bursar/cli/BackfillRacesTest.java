package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.config.Setting;
import dev.bursar.database.Database;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Balances that come over while somebody else is at work on the same user. */
class BackfillRacesTest {
    private static final String NOW = "2026-11-15T10:00:00Z";
    private static final String HEADER = "user_id,plan,credits_remaining,credits_limit,period_start,period_end\n";
    private static final String GRANT = "SELECT grant_credits('ada', 'credits', ?, NULL, ?, 'goodwill')::text";
    private static final String MIGRATE =
            "SELECT written || ' written, busy ' || busy::text FROM migrate_balances(1, '{1}', NULL)";

    @TempDir
    private Path folder;

    @AutoClose
    private Desk desk;

    @AutoClose
    private Database host;

    @AutoClose
    private Database job;

    @BeforeEach
    void ada_is_to_come_over() {
        desk = new Desk(folder);
        desk.isAt(NOW);
        desk.hasCustomers("ada");
        host = desk.database().open(Map.of(Setting.BURSAR_CLOCK, NOW));
        job = desk.database().open(Map.of(Setting.BURSAR_CLOCK, NOW));
    }

    private void isRead(String mapping) {
        String file = desk.file("legacy.csv", HEADER + "ada,pro,100,,,\n").toString();
        CommandLineRun plan = desk.bursar("backfill", "plan", "--source", file, "--mapping", mapping);
        assertThat(plan.exit()).as(plan.stderr()).isZero();
    }

    @Test
    void an_account_that_is_made_and_granted_to_in_the_midst_of_a_range_keeps_what_it_got() throws Exception {
        isRead("contract");
        // whoever books asks who acts, and here waits for the host
        host.client().sql("""
                CREATE OR REPLACE FUNCTION acting() RETURNS text LANGUAGE plpgsql AS $$
                BEGIN PERFORM pg_advisory_xact_lock_shared(42); RETURN 'somebody'; END $$
                """).update();
        one(host.client(), "SELECT pg_advisory_lock(42)::text");
        CompletableFuture<String> migrated = CompletableFuture.supplyAsync(() -> one(job.client(), MIGRATE));
        waitUntil("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 42 AND NOT granted");
        grant(5_000, "k1");
        host.client().sql("BEGIN").update();
        grant(3_000, "k2");
        one(host.client(), "SELECT pg_advisory_unlock(42)::text");
        waitUntil(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%FROM migrate_balances%'"
                        + " AND pid <> pg_backend_pid() AND (state = 'idle' OR wait_event_type = 'Lock' AND wait_event <> 'advisory')");
        host.client().sql("COMMIT").update();
        String first = migrated.get(10, TimeUnit.SECONDS); // whether it has waited long enough or not
        assertThat(first + ", " + one(job.client(), MIGRATE))
                .isIn("1 written, busy {}, 0 written, busy {}", "0 written, busy {1}, 1 written, busy {}");
        assertThat(desk.sql("SELECT balance_millicredits::text FROM credit_balance"))
                .containsExactly("108000");
        assertThat(desk.brokenInvariants()).isEmpty();
    }

    @Test
    void a_user_who_is_to_be_subscribed_and_whose_account_is_held_is_not_waited_for() {
        isRead(desk.file("mapping.yaml", """
                columns: {user: user_id, plan: plan, amount: credits_remaining}
                amount: {into: [{credit-type: credits}]}
                subscriptions: create
                """).toString());
        host.client()
                .sql("SELECT adjust_credits('ada', 'shobeis', 7000, 'k0', 'goodwill')")
                .query()
                .singleRow();
        host.client().sql("BEGIN").update();
        host.client()
                .sql("SELECT adjust_credits('ada', 'shobeis', 7000, 'k1', 'goodwill')")
                .query()
                .singleRow();
        job.client().sql("SET lock_timeout = '1s'").update();
        assertThat(one(job.client(), MIGRATE)).isEqualTo("0 written, busy {1}");
        host.client().sql("COMMIT").update();
        assertThat(one(job.client(), MIGRATE)).isEqualTo("1 written, busy {}");
        assertThat(desk.sql("SELECT p.code FROM subscription_change s JOIN plan p ON p.id = s.plan_id"))
                .containsExactly("pro");
        assertThat(desk.brokenInvariants()).isEmpty();
    }

    private void grant(long millicredits, String key) {
        host.client()
                .sql(GRANT)
                .param(millicredits)
                .param(key)
                .query(String.class)
                .single();
    }

    private void waitUntil(String count) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (desk.database().client().sql(count).query(Long.class).single() == 0) {
            assertThat(System.nanoTime()).as(count).isLessThan(end);
            Thread.sleep(5);
        }
    }

    private static String one(JdbcClient client, String sql) {
        return String.valueOf(client.sql(sql).query().singleValue());
    }
}
