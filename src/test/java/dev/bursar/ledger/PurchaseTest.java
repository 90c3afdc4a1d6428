package dev.bursar.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PurchaseTest {
    @AutoClose
    final TestLedger ledger = TestLedger.open();

    @BeforeEach
    void ada_can_buy() {
        ledger.setClock("2026-11-10T12:00:00Z");
        ledger.of("ada");
    }

    @Test
    void a_payment_that_comes_twice_in_a_chunk_is_booked_once_whatever_came_first() {
        assertThat(
                        record(
                                "('p1', 'ada', 'starter', 999), ('p1', 'ada', 'starter', 999), ('p2', 'ada', 'starter', 1), ('p2', 'ada', 'starter', 999), ('p2', 'ada', 'sprint', 450)"))
                .containsExactly(
                        "1 booked",
                        "2 repeated",
                        "3 rejected amount_cents amount 1 does not match package starter, which costs 999 usd",
                        "4 booked",
                        "5 rejected payment_id payment 'p2' is known with other content");
        assertThat(record("('p1', 'ada', 'starter', 999), ('p1', 'ada', 'sprint', 450)"))
                .containsExactly("1 repeated", "2 rejected payment_id payment 'p1' is known with other content");
        ledger.hasBalance("ada", "credits", 19_980);
        ledger.invariantsHold();
    }

    @Test
    void what_does_not_fit_is_rejected_with_its_column_and_the_rest_is_booked() {
        assertThat(record("('p1', 'eve', 'starter', 999), ('p2', 'ada', 'gold', 999), ('p3', 'ada', 'starter', 999)"))
                .containsExactly(
                        "1 rejected user_id unknown user 'eve'",
                        "2 rejected package unknown package 'gold' at 2026-11-10T12:00:00Z",
                        "3 booked");
        ledger.hasBalance("ada", "credits", 9_990);
    }

    @Test
    void a_purchase_goes_in_after_what_fell_due_before_it() {
        ledger.subscribe("ada", "pro", "2026-10-01");
        assertThat(record("('p1', 'ada', 'sprint', 450)")).containsExactly("1 booked");
        assertThat(ledger.entries("ada", "shobeis"))
                .containsExactly(
                        "allocation 5000 5000 2026-10-01",
                        "expiry -3000 2000 2026-11-01",
                        "allocation 5000 7000 2026-11-01",
                        "purchase 500 7500 2026-11-10");
    }

    @Test
    void purchases_are_refused_while_they_are_switched_off() {
        ledger.lines("SELECT set_config('bursar.billing_purchase_enabled', 'false', false)");
        TestLedger.isRefused("BU407", () -> record("('p1', 'ada', 'starter', 999)"));
    }

    /** @param rows payment, user, package, cents; in usd and now */
    private List<String> record(String rows) {
        return ledger.lines("""
                SELECT concat_ws(' ', r.ordinal, r.status, r.reject_column, r.reason)
                FROM (SELECT array_agg(p) AS p, array_agg(u) AS u, array_agg(k) AS k, array_agg(c::bigint) AS c, array_agg('usd'::text) AS usd,
                             array_agg(business_now()) AS at, array_agg(NULL::text) AS receipts FROM (VALUES %s) AS v (p, u, k, c)) AS x,
                     record_purchases(x.p, x.u, x.k, x.c, x.usd, x.at, x.receipts) AS r ORDER BY r.ordinal
                """.formatted(rows));
    }
}
