package dev.bursar.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.config.Setting;
import dev.bursar.database.Database;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** While a day is being closed, everybody who writes entries waits, and has nothing in hand that others wait for. */
class ClosingDaysTest {
    private static final String NOW = "2026-11-15T10:00:00Z";

    @AutoClose
    final TestLedger ledger = TestLedger.open();

    @AutoClose
    final Database closing = ledger.database().open(Map.of());

    @AutoClose
    final Database writing = ledger.database().open(Map.of(Setting.BURSAR_CLOCK, NOW));

    @BeforeEach
    void ada_has_had_her_november() {
        ledger.setClock("2026-11-01T00:00:00Z");
        ledger.subscribe("ada", "pro", "2026-11-01");
        ledger.allocate("ada");
        ledger.setClock(NOW);
        ledger.client().sql("""
                        INSERT INTO staged_usage (run_id, place, customer_id, line, request_id, user_id, occurred_at, action, quantity)
                        SELECT 1, 1, c.id, 2, 'u', c.user_id, ?::timestamptz, 'ANALYSIS', 500 FROM customer c
                        """).param(NOW).update();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT charge('ada', 'ANALYSIS', 500, NULL, NULL, NULL, 1, 'k', NULL)",
                "SELECT grant_credits('ada', 'shobeis', 1000, NULL, 'k', 'a gift')",
                "SELECT reset_allowance('ada', 'a gift')",
                "SELECT change_subscription('ada', 'enterprise', NULL, NULL, NULL, NULL, NULL, NULL, NULL)",
                "SELECT allocate_customers(ARRAY(SELECT id FROM customer), '2026-12-15T00:00:00Z', NULL, NULL)",
                "SELECT settle_usage(1, '{1}', '{1}', '{}')",
            })
    void whoever_waits_for_it_holds_nobody_up(String statement) throws Exception {
        closing.client().sql("BEGIN").update();
        closing.client()
                .sql("SELECT pg_advisory_xact_lock(hashtextextended('bursar.closing-of-days', 0))")
                .query()
                .singleRow();
        CompletableFuture<Void> written = CompletableFuture.runAsync(
                () -> writing.client().sql(statement).query().listOfRows());
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (ledger.lines(
                        "SELECT wait_event FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'advisory'")
                .isEmpty()) {
            assertThat(System.nanoTime()).as("it waits").isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(5);
        }
        for (String table : List.of("customer", "account")) {
            assertThat(ledger.lines(
                            "SELECT count(*)::text FROM (SELECT FROM " + table + " FOR UPDATE SKIP LOCKED) AS x"))
                    .as(table)
                    .isEqualTo(ledger.lines("SELECT count(*)::text FROM " + table));
        }
        closing.client().sql("ROLLBACK").update();
        written.get(10, TimeUnit.SECONDS);
        ledger.invariantsHold();
    }
}
