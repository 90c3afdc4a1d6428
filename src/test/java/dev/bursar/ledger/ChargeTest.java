package dev.bursar.ledger;

import static dev.bursar.ledger.TestLedger.isRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.ledger.model.Books.Request;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChargeTest {
    @AutoClose
    final TestLedger ledger = TestLedger.open();

    @BeforeEach
    void ada_is_on_pro_since_october() {
        ledger.setClock("2026-11-10T12:00:00Z");
        ledger.subscribe("ada", "pro", "2026-10-01");
    }

    @ParameterizedTest
    @CsvSource({
        "1,    1,  7", // one started unit of 500 words: 10 × 0.7
        "500,  1,  7",
        "501,  1,  14",
        "1200, 1,  21",
        "1200, 10, 19", // 21 less 10 % is 18.9
        "1200, 9,  21"
    })
    void a_price_is_per_started_unit_times_the_plan_less_the_batch_rounded_up_once(
            long quantity, int items, long credits) {
        assertThat(ledger.of("ada").charge("k", new Request("ANALYSIS", quantity, items, null)))
                .startsWith("charged " + credits * 1_000 + " ");
    }

    @Test
    void a_huge_quantity_is_counted_to_the_last_unit_and_refused_beyond_bigint() {
        assertThat(ledger.of("ada").charge("k", new Request("ANALYSIS", 100_000_000_000_000_001L, 1, null)))
                .startsWith("insufficient 1400000000000007000 "); // 2 × 10^14 units and a started one, × 10 × 0.7
        assertThat(ledger.of("ada").charge("k", new Request("ANALYSIS", Long.MAX_VALUE, 1, null)))
                .isEqualTo("BU205");
    }

    @Test
    void too_little_is_answered_as_the_contract_says_and_may_be_tried_again() {
        assertThat(charge("k", "ANALYSIS", 1_000_000)).isEqualTo("""
                        {"error": "Insufficient credits", "status": "insufficient", "redirectTo": "/pricing", "currentCredits": 7000, \
                        "requiredCredits": 14000, "balanceMillicredits": 7000000, "chargedMillicredits": 0}""");
        ledger.client()
                .sql("SELECT adjust_credits('ada', 'shobeis', 7000000, 'more', 'test')")
                .query()
                .singleRow();
        assertThat(charge("k", "ANALYSIS", 1_000_000))
                .isEqualTo("{\"status\": \"charged\", \"balanceMillicredits\": 0, \"chargedMillicredits\": 14000000}");
        ledger.invariantsHold();
    }

    @Test
    void a_repeat_returns_the_first_answer_and_other_content_is_an_error() {
        String first = charge("k", "ANALYSIS", 500);
        assertThat(charge("k", "ANALYSIS", 500)).isEqualTo(first);
        isRefused("BU401", () -> charge("k", "ANALYSIS", 501));
        isRefused("BU401", () -> ledger.lines("SELECT adjust_credits('ada', 'shobeis', 1000, 'k', 'test')::text"));
        ledger.hasBalance("ada", "shobeis", 6_993);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "-1, 1", "1, 0", "1, -3"})
    void nothing_and_less_than_nothing_are_refused(long quantity, int items) {
        assertThat(ledger.of("ada").charge("k", new Request("ANALYSIS", quantity, items, null)))
                .isEqualTo("BU205");
    }

    @Test
    void unknown_things_are_named_by_code() {
        isRefused(
                "BU201",
                () -> ledger.lines("SELECT charge('nobody', 'ANALYSIS', 1, NULL, NULL, NULL, 1, 'k', NULL)::text"));
        isRefused("BU204", () -> charge("k", "DANCING", 1));
        isRefused("BU204", () -> ledger.lines("SELECT consume_credits('ada', 'analysis', 1, NULL, NULL, NULL)::text"));
        isRefused("BU203", () -> ledger.lines("SELECT consume_credits('ada', 'gold', 1, 'test', NULL, NULL)::text"));
        isRefused(
                "BU208",
                () -> ledger.lines("SELECT charge('ada', 'ANALYSIS', 1, NULL, NULL, NULL, 1, NULL, NULL)::text"));
        isRefused(
                "BU208",
                () -> ledger.lines(
                        "SELECT charge('ada', 'ANALYSIS', 1, NULL, NULL, NULL, 1, 'k', '{\"occurred_at\": \"soon\"}')::text"));
        isRefused("BU208", () -> ledger.lines("SELECT grant_credits('ada', 'shobeis', 1000, NULL, '', 'r')::text"));
        isRefused("BU206", () -> ledger.lines("SELECT refund('never', 'r')::text"));
    }

    @Test
    void a_key_of_255_characters_can_be_charged_and_refunded_and_one_more_is_refused() {
        String key = "k".repeat(255);
        charge(key, "ANALYSIS", 1);
        assertThat(ledger.lines("SELECT refund(?, 'oops') ->> 'status'", key)).containsExactly("refunded");
        isRefused("BU208", () -> charge(key + "k", "ANALYSIS", 1));
    }

    @Test
    void a_grant_is_the_same_whatever_time_zone_the_session_shows() {
        String grant = "SELECT grant_credits('ada', 'shobeis', 1000, '2027-01-01T00:00:00Z', 'gift', 'r') ->> 'status'";
        assertThat(ledger.lines(grant)).containsExactly("granted");
        ledger.client().sql("SET timezone = 'Asia/Tokyo'").update();
        assertThat(ledger.lines(grant)).containsExactly("granted");
        ledger.hasBalance("ada", "shobeis", 7_001);
    }

    @Test
    void a_frozen_user_is_told_so_and_the_key_stays_free() {
        ledger.client()
                .sql("UPDATE customer SET frozen_at = now(), frozen_reason = 'review'")
                .update();
        assertThat(charge("k", "ANALYSIS", 500)).contains("\"status\": \"frozen\"", "\"reason\": \"review\"");
        assertThat(ledger.lines("SELECT consume_credits('ada', 'shobeis', 1, 'x', NULL, NULL)::text"))
                .containsExactly("false");
        ledger.client().sql("UPDATE customer SET frozen_at = NULL").update();
        assertThat(charge("k", "ANALYSIS", 500)).contains("\"status\": \"charged\"");
    }

    @ParameterizedTest
    @CsvSource({"billing_charging_enabled", "shobeis_system_enabled"})
    void a_switch_that_is_off_records_the_event_and_takes_nothing(String flag) {
        ledger.client()
                .sql("SELECT set_config('bursar." + flag + "', 'false', false)")
                .query()
                .singleRow();
        assertThat(charge("k", "ANALYSIS", 500))
                .isEqualTo("{\"status\": \"off\", \"balanceMillicredits\": 0, \"chargedMillicredits\": 0}");
        assertThat(ledger.lines(
                        "SELECT status || ' ' || priced_millicredits || ' ' || charged_millicredits FROM usage_events"))
                .containsExactly("off 7000 0");
        assertThat(ledger.entries("ada", "shobeis")).isEmpty();
        ledger.invariantsHold();
    }

    @Test
    void switches_of_the_environment_and_of_operators_hold_from_when_they_were_thrown() {
        ledger.client()
                .sql("SELECT set_config('bursar.credits_v2_enabled', 'off', false)")
                .query()
                .singleRow();
        assertThat(ledger.lines("SELECT (consume_credits('ada', 'analysis', 1, 'test', NULL, '{}') IS NULL)::text"))
                .containsExactly("true"); // the legacy system is to charge
        assertThat(ledger.consume("ada", "shobeis", 1, "k")).isTrue(); // only analysis and roast are under that switch
        ledger.hasBalance("ada", "analysis", 0);
        ledger.client().sql("RESET bursar.credits_v2_enabled").update();
        ledger.client()
                .sql(
                        "INSERT INTO flag_change (flag, value, source, effective_at, actor) VALUES ('credits_v2_enabled', 'false', 'operator', '2026-11-10T13:00:00Z', 't')")
                .update();
        assertThat(
                        ledger.lines(
                                "SELECT charging_mode(c, 'analysis', '2026-11-10T12:59:59Z') || charging_mode(c, 'analysis', '2026-11-10T13:00:00Z') FROM customer c"))
                .containsExactly("chargelegacy");
    }

    @Test
    void a_refund_is_whole_and_once_and_what_has_expired_comes_back_until_the_period_ends() {
        ledger.setClock("2026-11-30T00:00:00Z");
        assertThat(ledger.consume("ada", "shobeis", 4_000, "k"))
                .isTrue(); // 2,000 carried from October, 2,000 of November
        ledger.setClock("2026-12-05T00:00:00Z");
        assertThat(ledger.of("ada").refund("k")).isEqualTo("refunded 4000000 leaves 10500000");
        assertThat(ledger.of("ada").refund("k")).isEqualTo("refunded 4000000 leaves 10500000");
        assertThat(ledger.lots("ada", "shobeis"))
                .containsExactly(
                        "allowance 3500 of 5000 carried 1 until 2027-01-01",
                        "allowance 5000 of 5000 carried 0 until 2027-01-01",
                        "adjustment 2000 of 2000 carried 0 until 2027-01-01");
        isRefused("BU405", () -> ledger.lines("SELECT refund('refund:ada/k', 'again')::text"));
        ledger.invariantsHold();
    }

    @Test
    void lots_are_consumed_by_priority_then_expiry_then_age_and_never_after_their_end() {
        ledger.setClock("2026-11-10T12:00:00Z");
        ledger.of("bob").adjust("a", "credits", 3_000);
        ledger.of("bob").purchase("p", "starter");
        ledger.of("bob").grant("g1", "credits", 2_000, null);
        ledger.of("bob").grant("g2", "credits", 1_000, Instant.parse("2026-11-20T00:00:00Z"));
        ledger.of("bob").grant("g3", "credits", 1_000, Instant.parse("2026-11-11T00:00:00Z"));
        ledger.setClock("2026-11-11T00:00:00Z");
        ledger.consume("bob", "credits", 7, "k");
        assertThat(ledger.lines("""
                        SELECT l.source || ' ' || m.amount_millicredits FROM movement m JOIN entry e ON e.id = m.entry_id JOIN lot l ON l.id = m.lot_id
                        WHERE e.type = 'deduction' ORDER BY l.priority, l.expires_at NULLS LAST
                        """))
                .containsExactly("bonus -1000", "bonus -2000", "adjustment -3000", "purchase -1000");
    }

    private String charge(String key, String action, long quantity) {
        return ledger.lines("SELECT charge('ada', ?, ?, NULL, NULL, NULL, 1, ?, NULL)::text", action, quantity, key)
                .getFirst();
    }
}
