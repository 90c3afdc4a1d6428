package dev.bursar.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.ledger.model.Books;
import dev.bursar.ledger.model.Wish;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class SubscriptionTest {
    @AutoClose
    final TestLedger ledger = TestLedger.open();

    @Test
    void an_upgrade_pays_the_rest_of_the_period_and_up_down_up_earns_nothing() {
        ledger.setClock("2026-11-11T15:00:00Z");
        ledger.subscribe("ada", "free", "2026-11-01");
        assertThat(ledger.change("ada", Wish.plan("pro"))).isEqualTo("upgraded");
        // (5,000 − 100) × 20 / 30 = 3,266.67 and (100 − 5) × 20 / 30 = 63.33, both rounded up to whole credits
        List<String> upgraded = List.of("allocation 100 100 2026-11-01", "adjustment 3267 3367 2026-11-11");
        assertThat(ledger.entries("ada", "shobeis")).isEqualTo(upgraded);
        assertThat(ledger.entries("ada", "analysis"))
                .containsExactly("allocation 5 5 2026-11-01", "adjustment 64 69 2026-11-11");

        assertThat(ledger.change("ada", Wish.plan("free"))).isEqualTo("scheduled");
        assertThat(ledger.change("ada", Wish.plan("pro"))).isEqualTo("updated");
        assertThat(ledger.entries("ada", "shobeis")).isEqualTo(upgraded);

        ledger.setClock("2026-11-21T00:00:00Z");
        assertThat(ledger.change("ada", Wish.plan("enterprise"))).isEqualTo("upgraded");
        // measured against the highest allowance granted: (25,000 − 5,000) × 10 / 30; analysis falls and stays what it
        // is
        assertThat(ledger.entries("ada", "shobeis")).last().isEqualTo("adjustment 6667 10034 2026-11-21");
        ledger.hasBalance("ada", "analysis", 69);
        ledger.invariantsHold();
    }

    @Test
    void a_downgrade_waits_for_the_next_period_and_closes_the_old_one_on_its_terms() {
        ledger.setClock("2026-11-11T15:00:00Z");
        ledger.subscribe("ada", "pro", "2026-11-01");
        assertThat(ledger.change("ada", Wish.plan("free"))).isEqualTo("scheduled");
        assertThat(ledger.change("ada", Wish.plan("free"))).isEqualTo("unchanged");
        ledger.hasBalance("ada", "shobeis", 5_000);
        ledger.setClock("2026-12-01T00:00:00Z");
        ledger.allocate("ada");
        assertThat(ledger.entries("ada", "shobeis"))
                .containsExactly(
                        "allocation 5000 5000 2026-11-01",
                        "expiry -3000 2000 2026-12-01",
                        "allocation 100 2100 2026-12-01");
    }

    @Test
    void what_is_wanted_now_is_not_put_off_because_it_was_planned_for_later() {
        ledger.setClock("2026-11-11T15:00:00Z");
        ledger.subscribe("ada", "free", "2026-11-01");
        ledger.change("ada", Wish.plan("pro").at(Instant.parse("2026-11-25T00:00:00Z")));
        assertThat(ledger.change("ada", Wish.plan("pro"))).isEqualTo("upgraded");
        ledger.hasBalance("ada", "shobeis", 3_367);
        ledger.setClock("2026-11-26T00:00:00Z");
        ledger.allocate("ada");
        ledger.hasBalance("ada", "shobeis", 3_367);
    }

    @Test
    void an_upgrade_for_later_is_granted_by_whoever_comes_next() {
        ledger.setClock("2026-11-11T15:00:00Z");
        for (String user : List.of("ada", "bob")) {
            ledger.subscribe(user, "free", "2026-11-01");
            ledger.change(user, Wish.plan("pro").at(Instant.parse("2026-11-16T00:00:00Z")));
            ledger.hasBalance(user, "shobeis", 100);
        }
        ledger.setClock("2026-11-28T00:00:00Z");
        ledger.allocate("ada");
        assertThat(ledger.consume("bob", "shobeis", 2_000, "k")).isTrue();
        ledger.hasBalance("ada", "shobeis", 2_550);
        ledger.hasBalance("bob", "shobeis", 550);
    }

    @Test
    void a_plan_chosen_before_the_first_day_is_the_plan_of_the_first_period() {
        ledger.setClock("2026-11-05T00:00:00Z");
        ledger.subscribe("ada", "free", "2026-11-20");
        ledger.setClock("2026-11-10T00:00:00Z");
        ledger.change("ada", Wish.plan("pro"));
        ledger.setClock("2026-11-19T23:59:59Z");
        ledger.allocate("ada");
        ledger.hasBalance("ada", "shobeis", 0);
        ledger.setClock("2026-11-20T00:00:00Z");
        ledger.allocate("ada");
        assertThat(ledger.entries("ada", "shobeis")).containsExactly("allocation 5000 5000 2026-11-01");
    }

    @Test
    void another_allocate_from_before_anything_was_opened_starts_over() {
        ledger.setClock("2026-11-05T00:00:00Z");
        ledger.subscribe("ada", "pro", "2026-01-01");
        ledger.change("ada", new Wish(null, null, null, null, LocalDate.parse("2026-11-01"), null, null));
        ledger.allocate("ada");
        assertThat(ledger.entries("ada", "shobeis")).containsExactly("allocation 5000 5000 2026-11-01");
    }

    @Test
    void missed_periods_are_granted_each_or_only_the_latest() {
        ledger.setClock("2026-11-05T00:00:00Z");
        ledger.subscribe("each", "pro", "2026-09-01");
        ledger.subscribe("latest", "lazy", "2026-09-01");
        ledger.allocate("each");
        ledger.allocate("latest");
        assertThat(ledger.entries("each", "shobeis"))
                .containsExactly(
                        "allocation 5000 5000 2026-09-01",
                        "expiry -3000 2000 2026-10-01",
                        "allocation 5000 7000 2026-10-01",
                        "expiry -2000 5000 2026-11-01",
                        "expiry -3000 2000 2026-11-01",
                        "allocation 5000 7000 2026-11-01");
        assertThat(ledger.entries("latest", "shobeis")).containsExactly("allocation 1000 1000 2026-11-01");
        assertThat(ledger.periods("latest", "shobeis")).hasSize(3);
        ledger.invariantsHold();
    }

    @Test
    void a_change_that_reaches_back_beyond_the_open_period_is_refused() {
        ledger.setClock("2026-11-05T00:00:00Z");
        ledger.subscribe("ada", "free", "2026-10-01");
        ledger.allocate("ada");
        assertThat(ledger.change("ada", Wish.plan("pro").at(Instant.parse("2026-10-31T00:00:00Z"))))
                .isEqualTo("BU404");
        assertThat(ledger.change("ada", Wish.plan("pro").at(Instant.parse("2026-11-01T00:00:00Z"))))
                .isEqualTo("upgraded");
    }

    @Test
    void a_change_planned_for_the_first_of_a_month_is_in_force_when_that_month_opens() {
        ledger.setClock("2026-11-11T15:00:00Z");
        Instant december = Instant.parse("2026-12-01T00:00:00Z");
        ledger.subscribe("up", "free", "2026-11-01");
        ledger.subscribe("down", "pro", "2026-11-01");
        assertThat(ledger.change("up", Wish.plan("pro").at(december))).isEqualTo("scheduled");
        assertThat(ledger.change("down", Wish.plan("free").at(december))).isEqualTo("scheduled");
        ledger.setClock("2026-12-01T00:00:00Z");
        ledger.allocate("up");
        ledger.allocate("down");
        assertThat(ledger.entries("up", "shobeis"))
                .containsExactly(
                        "allocation 100 100 2026-11-01", "expiry -100 0 2026-12-01", "allocation 5000 5000 2026-12-01");
        assertThat(ledger.entries("down", "shobeis"))
                .containsExactly(
                        "allocation 5000 5000 2026-11-01",
                        "expiry -3000 2000 2026-12-01",
                        "allocation 100 2100 2026-12-01");
    }

    @Test
    void a_change_at_the_very_instant_of_an_opening_finds_that_period_open_for_every_account() {
        ledger.setClock("2026-12-01T00:00:00Z");
        ledger.subscribe("ada", "free", "2026-11-01");
        assertThat(ledger.change(
                        "ada", new Wish("pro", "anniversary", LocalDate.parse("2026-01-20"), null, null, null, null)))
                .isEqualTo("upgraded");
        assertThat(ledger.entries("ada", "shobeis"))
                .containsExactly(
                        "allocation 100 100 2026-11-01",
                        "expiry -100 0 2026-12-01",
                        "allocation 100 100 2026-12-01",
                        "adjustment 4900 5000 2026-12-01");
        assertThat(ledger.of("ada").charge("k", new Books.Request("ANALYSIS", 500, 1, null)))
                .startsWith("charged 7000 ");
        ledger.setClock("2027-01-01T00:00:00Z");
        ledger.allocate("ada");
        assertThat(ledger.periods("ada", "shobeis")).last().isEqualTo("2027-01-01T00:00 2027-01-20T00:00");
    }

    @Test
    void unknown_plans_users_and_words_are_named() {
        ledger.setClock("2026-11-05T00:00:00Z");
        assertThat(ledger.change("ada", Wish.status("active"))).isEqualTo("BU406");
        assertThat(ledger.change("ada", Wish.plan("platinum"))).isEqualTo("BU202");
        assertThat(ledger.change("ada", new Wish("pro", null, null, null, null, "Mars/Olympus", null)))
                .isEqualTo("BU208");
        TestLedger.isRefused(
                "BU201",
                () -> ledger.lines(
                        "SELECT change_subscription('nobody', 'pro', NULL, NULL, NULL, NULL, NULL, NULL, NULL)::text"));
    }
}
