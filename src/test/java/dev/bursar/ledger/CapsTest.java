package dev.bursar.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Caps per request, session and day: reaching one passes, exceeding it does not. */
class CapsTest {
    @AutoClose
    final TestLedger ledger = TestLedger.open();

    @BeforeEach
    void analysis_is_capped() {
        ledger.setClock("2026-11-10T12:00:00Z");
        ledger.subscribe("ada", "pro", "2026-11-01");
        // 7 credits each 500 words on pro
        ledger.client()
                .sql(
                        "UPDATE catalogue_price SET cap_request_millicredits = 14000, cap_session_millicredits = 28000, cap_day_millicredits = 42000 WHERE action = 'ANALYSIS'")
                .update();
    }

    @Test
    void a_request_may_reach_its_cap_and_not_exceed_it() {
        assertThat(charge("k1", 1_000)).isEqualTo("charged");
        assertThat(charge("k2", 1_001)).isEqualTo("capped request 14 0 21");
        assertThat(charge("k2", 1_000)).isEqualTo("charged"); // nothing was bound
    }

    @Test
    void a_session_is_the_60_minutes_before() {
        assertThat(charge("k1", 1_000)).isEqualTo("charged");
        ledger.setClock("2026-11-10T12:30:00Z");
        assertThat(charge("k2", 1_000)).isEqualTo("charged");
        assertThat(charge("k3", 500)).isEqualTo("capped session 28 28 7");
        ledger.setClock("2026-11-10T12:59:59.999999Z");
        assertThat(charge("k3", 500)).isEqualTo("capped session 28 28 7");
        ledger.setClock("2026-11-10T13:00:00Z");
        assertThat(charge("k3", 500)).isEqualTo("charged"); // that of 12:00 is 60 minutes old
    }

    @Test
    void a_day_is_one_of_utc() {
        for (int hour = 12; hour < 18; hour += 2) {
            ledger.setClock("2026-11-10T" + hour + ":00:00Z");
            assertThat(charge("k" + hour, 1_000)).isEqualTo("charged");
        }
        ledger.setClock("2026-11-10T23:59:59Z");
        assertThat(charge("late", 1)).isEqualTo("capped day 42 42 7");
        ledger.setClock("2026-11-11T00:00:00Z");
        assertThat(charge("late", 1)).isEqualTo("charged");
    }

    @Test
    void a_late_event_is_capped_by_its_own_day() {
        ledger.setClock("2026-11-11T01:00:00Z");
        assertThat(charge("today", 1_000)).isEqualTo("charged");
        assertThat(ledger.chargeLate("ada", "k1", "2026-11-10T20:00:00Z")).startsWith("charged 7000");
        ledger.setClock("2026-11-11T03:00:00Z");
        assertThat(charge("k3", 1_000)).isEqualTo("charged"); // 28 of today's 42, for yesterday's 7 are yesterday's
        ledger.setClock("2026-11-11T05:00:00Z");
        assertThat(charge("k4", 1_000)).isEqualTo("charged");
        assertThat(charge("k5", 1)).isEqualTo("capped day 42 42 7");
    }

    @Test
    void other_users_other_actions_and_other_credit_types_have_their_own() {
        assertThat(charge("k1", 1_000)).isEqualTo("charged");
        assertThat(charge("k2", 1_000)).isEqualTo("charged");
        ledger.subscribe("bob", "pro", "2026-11-01");
        assertThat(ledger.consume("ada", "shobeis", 100, "other")).isTrue(); // its action is "test"
        assertThat(ledger.lines("SELECT consume_credits('ada', 'shobeis', 50, 'ANALYSIS', NULL, '{}')::text"))
                .containsExactly("true"); // priced by the host: a cap belongs to a price
    }

    @Test
    void an_account_s_own_caps_stand_in_for_the_catalogue_s_until_they_are_withdrawn() {
        own("cap_request_millicredits", 7_000, false);
        assertThat(charge("k1", 1_000)).isEqualTo("capped request 7 0 14");
        assertThat(charge("k2", 500)).isEqualTo("charged");
        ledger.setClock("2026-11-10T12:00:01Z");
        own("cap_request_millicredits", 7_000, true);
        assertThat(charge("k1", 1_000)).isEqualTo("charged");
    }

    @Test
    void too_little_is_said_before_capped() {
        ledger.client()
                .sql("UPDATE catalogue_price SET cap_request_millicredits = 0 WHERE action = 'ANALYSIS'")
                .update();
        assertThat(charge("k", 1_000_000)).startsWith("insufficient");
        assertThat(charge("k", 1)).isEqualTo("capped request 0 0 7");
    }

    private void own(String cap, long millicredits, boolean withdrawn) {
        ledger.client()
                .sql(
                        "INSERT INTO account_cap (account_id, action, " + cap
                                + ", withdrawn, effective_at, actor, reason)"
                                + " SELECT a.id, 'ANALYSIS', ?, ?, business_now(), 'test', 'test' FROM account a JOIN credit_type t ON t.id = a.credit_type_id AND t.code = 'shobeis'"
                                + " UNION ALL SELECT lock_account(c.id, t.id), 'ANALYSIS', ?, ?, business_now(), 'test', 'test' FROM customer c, credit_type t WHERE t.code = 'shobeis' AND NOT EXISTS (SELECT FROM account)")
                .params(millicredits, withdrawn, millicredits, withdrawn)
                .update();
    }

    private String charge(String key, long words) {
        return ledger.lines("""
                        SELECT concat_ws(' ', a ->> 'status', a ->> 'cap', a ->> 'capCredits', a ->> 'usedCredits',
                                         CASE WHEN a ->> 'status' = 'capped' THEN a ->> 'requiredCredits' END)
                        FROM charge('ada', 'ANALYSIS', ?, NULL, NULL, NULL, 1, ?, '{}') AS a
                        """, words, key).getFirst();
    }
}
