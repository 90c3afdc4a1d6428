package dev.bursar.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.config.Setting;
import dev.bursar.database.Database;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Eight connections at once. A deadlock would be an error of one of them. */
class ConcurrencyTest {
    private static final int SESSIONS = 8;
    private static final String NOW = "2026-12-02T12:00:00Z";
    private static final String CONSUME =
            "SELECT consume_credits(?, 'shobeis', ?, 'test', NULL, jsonb_build_object('request_id', ?))::text";

    @AutoClose
    final TestLedger ledger = TestLedger.open();

    @AutoClose
    final Database later = ledger.database().open(Map.of(Setting.BURSAR_CLOCK, NOW));

    @BeforeEach
    void users_since_october() {
        ledger.setClock("2026-10-10T12:00:00Z");
        for (String user : List.of("ada", "bob", "cyd", "dan")) {
            ledger.subscribe(user, "pro", "2026-10-01");
        }
    }

    @Test
    void charges_of_one_account_follow_each_other_and_never_take_more_than_there_is() throws Exception {
        AtomicInteger taken = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        AtomicInteger keys = new AtomicInteger();
        new Crowd(later)
                .with(SESSIONS, statements -> {
                    for (int i = 0; i < 30; i++) {
                        String answer = statements.call(CONSUME, "ada", 37, "k" + keys.incrementAndGet());
                        (answer.equals("true") ? taken : refused).incrementAndGet();
                    }
                })
                .go();
        // October rolls 2,000 into November, November 2,000 into December: 7,000 pay for 189 charges of 37
        assertThat(taken).hasValue(189);
        assertThat(refused).hasValue(SESSIONS * 30 - 189);
        ledger.hasBalance("ada", "shobeis", 7_000 - 189 * 37);
        assertThat(
                        ledger.lines(
                                "SELECT count(*) || ' ' || count(DISTINCT idempotency_key) FROM credit_ledger WHERE type = 'deduction'"))
                .containsExactly("189 189");
        assertThat(ledger.periods("ada", "shobeis")).hasSize(3);
        ledger.invariantsHold();
    }

    @Test
    void one_key_from_eight_connections_takes_effect_once_and_all_get_its_answer() throws Exception {
        for (int round = 0; round < 10; round++) {
            String key = "k" + round;
            Queue<String> answers = new ConcurrentLinkedQueue<>();
            new Crowd(later)
                    .with(
                            SESSIONS,
                            statements -> answers.add(statements.call(
                                    "SELECT charge('ada', 'ANALYSIS', 500, NULL, NULL, NULL, 1, ?, NULL)::text", key)))
                    .go();
            assertThat(answers)
                    .hasSize(SESSIONS)
                    .containsOnly("{\"status\": \"charged\", \"balanceMillicredits\": "
                            + (7_000_000 - 7_000 * (round + 1)) + ", \"chargedMillicredits\": 7000}");
        }
        assertThat(ledger.lines("SELECT count(*)::text FROM usage_events")).containsExactly("10");
        ledger.invariantsHold();
    }

    @Test
    void one_refund_from_eight_connections_gives_back_once() throws Exception {
        ledger.setClock(NOW);
        ledger.consume("ada", "shobeis", 100, "k");
        new Crowd(later)
                .with(SESSIONS, statements -> statements.call("SELECT refund('ada/k', 'oops')::text"))
                .go();
        ledger.hasBalance("ada", "shobeis", 7_000);
        ledger.invariantsHold();
    }

    @Test
    void charges_race_the_job_upgrades_refunds_purchases_and_grants_without_a_deadlock() throws Exception {
        AtomicInteger keys = new AtomicInteger();
        List<String> users = List.of("ada", "bob", "cyd", "dan");
        Crowd.Session charging = statements -> {
            for (int i = 0; i < 40; i++) {
                String key = "k" + keys.incrementAndGet();
                String user = users.get(i % users.size());
                statements.call(CONSUME, user, 5, key);
                statements.call(
                        "SELECT consume_credits(?, 'analysis', 1, 'test', NULL, jsonb_build_object('request_id', ?))::text",
                        user,
                        key + "a");
                if (i % 3 == 0) {
                    statements.call("SELECT refund(?, 'race')::text", key);
                }
            }
        };
        new Crowd(later)
                .with(3, charging)
                .with(2, statements -> {
                    for (int i = 0; i < 25; i++) {
                        statements.call(
                                "SELECT accounts FROM allocate_customers(ARRAY(SELECT id FROM customer), business_now(), NULL, NULL)");
                    }
                })
                .with(statements -> {
                    for (String user : users) {
                        statements.call(
                                "SELECT change_subscription(?, 'enterprise', NULL, NULL, NULL, NULL, NULL, NULL, 'race')::text",
                                user);
                        statements.call(
                                "SELECT change_subscription(?, 'pro', NULL, NULL, NULL, NULL, NULL, NULL, 'race')::text",
                                user);
                    }
                })
                .with(statements -> {
                    for (int i = 0; i < 20; i++) {
                        statements.call(
                                "SELECT grant_credits(?, 'shobeis', 1000, NULL, ?, 'race')::text",
                                users.get(i % 4),
                                "g" + i);
                    }
                })
                .with(statements -> {
                    for (int i = 0; i < 20; i++) {
                        statements.call("""
                                SELECT string_agg(status, ' ') FROM record_purchases(ARRAY['p' || ?, 'q' || ?], ARRAY['dan', 'ada'], ARRAY['sprint', 'starter'],
                                    ARRAY[450, 999]::bigint[], ARRAY['usd', 'usd'], ARRAY[business_now(), business_now()], ARRAY[NULL, NULL]::text[])
                                """, i, i);
                    }
                })
                .go();
        ledger.invariantsHold();
        for (String user : users) {
            assertThat(ledger.periods(user, "shobeis")).hasSize(3);
            // from pro to enterprise on the 2nd of December: 20,000 × 30 / 31, rounded up
            assertThat(ledger.lines(
                            "SELECT amount_millicredits::text FROM credit_ledger WHERE user_id = ? AND type = 'adjustment'",
                            user))
                    .containsExactly("19355000");
        }
        assertThat(ledger.lines("SELECT count(*)::text FROM credit_ledger WHERE type = 'purchase'"))
                .containsExactly("40");
    }

    /** A session that waits for a lock must go on with the account as the other left it. */
    @Test
    void an_upgrade_that_waited_for_a_charge_sees_what_it_took() throws Exception {
        for (int round = 0; round < 10; round++) {
            String user = "waiting" + round;
            ledger.setClock("2026-10-10T12:00:00Z");
            ledger.subscribe(user, "free", "2026-10-01");
            new Crowd(later)
                    .with(2, statements -> {
                        for (int i = 0; i < 5; i++) {
                            statements.call(CONSUME, user, 1, user + i);
                        }
                    })
                    .with(statements -> statements.call(
                            "SELECT change_subscription(?, 'pro', NULL, NULL, NULL, NULL, NULL, NULL, 'race')::text",
                            user))
                    .with(statements -> statements.call(
                            "SELECT allocate_customers(ARRAY(SELECT id FROM customer WHERE user_id = ?), business_now(), NULL, NULL)::text",
                            user))
                    .go();
            // 100 of December, five charged once each, and (5,000 − 100) × 30 / 31 rounded up
            ledger.hasBalance(user, "shobeis", 100 - 5 + 4_742);
        }
        ledger.invariantsHold();
    }

    @Test
    void a_range_leaves_out_whoever_somebody_is_making_an_account_for() throws Exception {
        try (var making = later.connect();
                var statement = making.createStatement()) {
            making.setAutoCommit(false);
            statement.execute("SELECT lock_account(c.id, t.id) FROM customer c, credit_type t"
                    + " WHERE c.user_id = 'ada' AND t.code = 'analysis'");
            assertThat(range()).isEqualTo("{1,2,3,4} left out, 0 periods");
            making.commit();
        }
        assertThat(range()).matches("\\{} left out, [1-9]\\d* periods");
        ledger.invariantsHold();
    }

    private String range() {
        return later.client()
                .sql("SELECT a.busy::text || ' left out, ' || a.opened || ' periods'"
                        + " FROM allocate_customers(ARRAY(SELECT id FROM customer), business_now(), NULL, NULL) a")
                .query(String.class)
                .single();
    }
}
