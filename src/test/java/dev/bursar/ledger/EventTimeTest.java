package dev.bursar.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Charges for what happened earlier, a little later, or on a day whose books are closed. */
class EventTimeTest {
    @AutoClose
    final TestLedger ledger = TestLedger.open();

    @BeforeEach
    void ada_is_on_pro_since_october() {
        ledger.setClock("2026-11-10T12:00:00Z");
        ledger.subscribe("ada", "pro", "2026-10-01");
    }

    @Test
    void a_late_event_is_paid_by_the_open_period_at_the_price_of_its_own_time() {
        assertThat(ledger.chargeLate("ada", "late", "2026-10-15T00:00:00Z")).startsWith("charged 7000 ");
        assertThat(ledger.entries("ada", "shobeis")).last().isEqualTo("deduction -7 6993 2026-10-15");
        assertThat(ledger.lots("ada", "shobeis")).first().asString().startsWith("allowance 1993 of 5000 carried 1");
    }

    @Test
    void credits_that_came_after_a_late_event_do_not_pay_for_it() {
        ledger.setClock("2026-11-10T12:00:00Z");
        assertThat(ledger.of("bob").grant("gift", "shobeis", 100_000, null)).startsWith("granted");
        assertThat(ledger.chargeLate("bob", "before", "2026-11-10T11:59:59Z")).isEqualTo("insufficient 10000 of 0");
        assertThat(ledger.chargeLate("bob", "after", "2026-11-10T12:00:00Z")).startsWith("charged");
    }

    @Test
    void an_event_may_be_five_minutes_ahead_of_the_clock_and_no_more() {
        assertThat(ledger.chargeLate("ada", "k1", "2026-11-10T12:05:00Z")).startsWith("charged");
        assertThat(ledger.chargeLate("ada", "k2", "2026-11-10T12:05:00.000001Z"))
                .isEqualTo("BU402");
    }

    @Test
    void what_belongs_to_a_closed_day_is_booked_on_the_first_open_day_after_it() {
        ledger.client()
                .sql(
                        "INSERT INTO closed_day (day) VALUES ('2026-11-01'), ('2026-11-07'), ('2026-11-08'), ('2026-11-10')")
                .update();
        for (String day : List.of("2026-11-06", "2026-11-07", "2026-11-08", "2026-11-09")) {
            ledger.chargeLate("ada", day, day + "T10:00:00Z");
        }
        assertThat(
                        ledger.lines(
                                "SELECT type || ' ' || (occurred_at AT TIME ZONE 'UTC')::date || ' ' || booked_on FROM credit_ledger WHERE user_id = 'ada' AND credit_type = 'shobeis' ORDER BY id"))
                .containsExactly(
                        "allocation 2026-10-01 2026-10-01",
                        "expiry 2026-11-01 2026-11-02",
                        "allocation 2026-11-01 2026-11-02",
                        "deduction 2026-11-06 2026-11-06",
                        "deduction 2026-11-07 2026-11-09",
                        "deduction 2026-11-08 2026-11-09",
                        "deduction 2026-11-09 2026-11-09");
    }

    @Test
    void a_clock_before_the_open_period_is_paid_by_the_open_period_all_the_same() {
        ledger.allocate("ada");
        ledger.setClock("2026-10-20T00:00:00Z");
        assertThat(ledger.consume("ada", "shobeis", 7, "k")).isTrue();
        assertThat(ledger.entries("ada", "shobeis")).last().isEqualTo("deduction -7 6993 2026-10-20");
        ledger.invariantsHold();
    }

    @Test
    void usage_before_the_seam_is_the_legacy_systems_and_at_it_is_bursars() {
        ledger.client()
                .sql("UPDATE customer SET seam_at = '2026-11-05T00:00:00Z' WHERE user_id = 'ada'")
                .update();
        assertThat(ledger.chargeLate("ada", "before", "2026-11-04T23:59:59.999999Z"))
                .isEqualTo("BU412");
        assertThat(ledger.chargeLate("ada", "at", "2026-11-05T00:00:00Z")).startsWith("charged 7000 ");
    }
}
