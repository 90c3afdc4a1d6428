package dev.bursar.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.ledger.model.Wish;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Subscriptions that end, and that come back. */
class CancellationTest {
    @AutoClose
    final TestLedger ledger = TestLedger.open();

    @Test
    void canceled_time_is_never_granted_and_purchased_credits_stay() {
        ledger.setClock("2026-10-10T00:00:00Z");
        ledger.subscribe("ada", "pro", "2026-10-01");
        assertThat(ledger.of("ada").purchase("p1", "starter")).isEqualTo("booked");
        assertThat(ledger.change("ada", Wish.status("canceled"))).isEqualTo("canceled");
        ledger.setClock("2027-01-20T00:00:00Z");
        ledger.allocate("ada");
        assertThat(ledger.entries("ada", "shobeis"))
                .containsExactly("allocation 5000 5000 2026-10-01", "expiry -5000 0 2026-11-01");
        ledger.hasBalance("ada", "credits", 9_990);
        assertThat(ledger.lines("SELECT period_start::text FROM get_or_create_active_period('ada', 'shobeis')"))
                .isEmpty();
    }

    @Test
    void resubscribing_inside_the_open_period_continues_it() {
        ledger.setClock("2026-10-10T00:00:00Z");
        ledger.subscribe("ada", "pro", "2026-10-01");
        ledger.change("ada", Wish.status("canceled"));
        ledger.setClock("2026-10-25T00:00:00Z");
        assertThat(ledger.change("ada", Wish.status("active"))).isEqualTo("resumed");
        ledger.setClock("2026-11-01T00:00:00Z");
        ledger.allocate("ada");
        assertThat(ledger.entries("ada", "shobeis"))
                .containsExactly(
                        "allocation 5000 5000 2026-10-01",
                        "expiry -3000 2000 2026-11-01",
                        "allocation 5000 7000 2026-11-01");
    }

    @Test
    void resubscribing_later_begins_with_the_period_that_contains_the_day_and_carries_nothing_over() {
        ledger.setClock("2026-10-10T00:00:00Z");
        ledger.subscribe("ada", "pro", "2026-10-01");
        ledger.change("ada", Wish.status("canceled"));
        ledger.setClock("2027-01-20T00:00:00Z");
        assertThat(ledger.change("ada", Wish.status("active"))).isEqualTo("resumed");
        ledger.allocate("ada");
        assertThat(ledger.entries("ada", "shobeis"))
                .containsExactly(
                        "allocation 5000 5000 2026-10-01",
                        "expiry -5000 0 2026-11-01",
                        "allocation 5000 5000 2027-01-01");
    }

    @Test
    void a_cancellation_before_the_first_day_opens_nothing() {
        ledger.setClock("2026-11-05T00:00:00Z");
        ledger.subscribe("ada", "pro", "2026-11-20");
        ledger.setClock("2026-11-10T00:00:00Z");
        ledger.change("ada", Wish.status("canceled"));
        ledger.setClock("2027-03-01T00:00:00Z");
        ledger.allocate("ada");
        assertThat(ledger.entries("ada", "shobeis")).isEmpty();
    }
}
