package dev.bursar.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.ledger.model.Wish;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What waits for a later time, when something else is said of the subscription. */
class WaitingChangesTest {
    @AutoClose
    final TestLedger ledger = TestLedger.open();

    @BeforeEach
    void ada_is_on_pro_in_utc() {
        ledger.setClock("2026-11-11T15:00:00Z");
        ledger.subscribe("ada", "pro", "2026-11-01");
    }

    private static Wish zone(String zone) {
        return new Wish(null, null, null, null, null, zone, null);
    }

    @Test
    void a_new_time_zone_leaves_a_waiting_downgrade_waiting_in_the_new_zone() {
        assertThat(ledger.change("ada", Wish.plan("free"))).isEqualTo("scheduled");
        assertThat(ledger.change("ada", zone("Europe/Berlin"))).isEqualTo("updated");
        assertThat(ledger.change("ada", zone("Europe/Berlin"))).isEqualTo("unchanged");
        assertThat(ledger.change("ada", Wish.plan("free"))).isEqualTo("unchanged");
        ledger.setClock("2027-01-01T00:00:00Z");
        ledger.allocate("ada");
        assertThat(ledger.entries("ada", "shobeis"))
                .containsExactly(
                        "allocation 5000 5000 2026-11-01",
                        "expiry -3000 2000 2026-12-01",
                        "allocation 100 2100 2026-12-01",
                        "expiry -2000 100 2026-12-31",
                        "expiry -100 0 2026-12-31",
                        "allocation 100 100 2026-12-31");
        assertThat(ledger.periods("ada", "shobeis")).last().isEqualTo("2026-12-31T23:00 2027-01-31T23:00");
    }

    @Test
    void the_plan_in_force_said_again_takes_a_waiting_downgrade_back() {
        ledger.change("ada", Wish.plan("free"));
        assertThat(ledger.change("ada", Wish.plan("pro"))).isEqualTo("updated");
        assertThat(waiting()).isZero();
    }

    @Test
    void a_downgrade_leaves_a_planned_time_zone_as_it_is() {
        ledger.change("ada", zone("Europe/Berlin").at(Instant.parse("2026-11-20T00:00:00Z")));
        assertThat(ledger.change("ada", Wish.plan("free"))).isEqualTo("scheduled");
        assertThat(ledger.lines("""
                SELECT concat_ws(' ', iso_instant(s.effective_at), p.code, s.zone) FROM subscription_change s JOIN plan p ON p.id = s.plan_id
                WHERE s.voided_at IS NULL AND s.effective_at > business_now() ORDER BY s.effective_at
                """))
                .containsExactly("2026-11-20T00:00:00Z pro Europe/Berlin", "2026-12-01T00:00:00Z free Europe/Berlin");
    }

    @Test
    void a_new_time_zone_leaves_the_credits_of_a_planned_upgrade_as_they_are() {
        ledger.change("ada", Wish.plan("enterprise").at(Instant.parse("2026-11-21T00:00:00Z")));
        assertThat(ledger.change("ada", zone("Europe/Berlin"))).isEqualTo("updated");
        ledger.setClock("2026-11-22T00:00:00Z");
        ledger.allocate("ada");
        // (25,000 − 5,000) × 10 / 30
        assertThat(ledger.entries("ada", "shobeis")).last().isEqualTo("adjustment 6667 11667 2026-11-21");
    }

    @Test
    void a_cancellation_takes_back_what_waits() {
        ledger.change("ada", Wish.plan("free"));
        assertThat(ledger.change("ada", Wish.status("canceled"))).isEqualTo("canceled");
        assertThat(waiting()).isZero();
    }

    private long waiting() {
        return ledger.lines(
                        "SELECT 1::text FROM subscription_change WHERE voided_at IS NULL AND effective_at > business_now()")
                .size();
    }
}
