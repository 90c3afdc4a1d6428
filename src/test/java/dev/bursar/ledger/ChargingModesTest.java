package dev.bursar.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is charged, who is only recorded, and who is left to the legacy system. */
class ChargingModesTest {
    @AutoClose
    final TestLedger ledger = TestLedger.open();

    @BeforeEach
    void ada_is_on_pro_since_november() {
        ledger.setClock("2026-11-10T12:00:00Z");
        ledger.subscribe("ada", "pro", "2026-11-01");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                                                                   | charge | charge | charge",
                "billing_charging_enabled=false                                     | off    | off    | off",
                "billing_charging_enabled=false; billing_allowlist=ada              | off    | off    | off",
                "shobeis_system_enabled=false                                       | charge | off    | charge",
                "shadow_billing_enabled=true                                        | shadow | shadow | shadow",
                "shadow_billing_enabled=true; billing_charging_enabled=false        | shadow | shadow | shadow",
                "shadow_billing_enabled=true; billing_allowlist=bob , ada           | charge | charge | charge",
                "shadow_billing_enabled=true; billing_allowlist=adam,bad            | shadow | shadow | shadow",
                "shadow_billing_enabled=true; shobeis_allowlist=ada                 | shadow | charge | shadow",
                "billing_blocklist=ada; billing_allowlist=ada                       | off    | off    | legacy",
                "billing_rollout_percentage=0                                       | off    | charge | charge",
                "billing_rollout_percentage=0; billing_allowlist=ada                | charge | charge | charge",
                "credits_v2_enabled=false                                           | charge | charge | legacy",
                "credits_v2_enabled=false; credits_v2_allowlist=ada                 | charge | charge | charge",
                "credits_v2_rollout_percentage=0                                    | charge | charge | legacy",
                "credits_v2_rollout_percentage=0; legacy_credit_types=              | charge | charge | off",
                "shobeis_rollout_percentage=0; legacy_credit_types=analysis,shobeis | charge | legacy | charge"
            })
    void the_mode_follows_from_switches_lists_and_rollout(
            String flags, String credits, String shobeis, String analysis) {
        for (String flag : flags == null ? new String[0] : flags.split(";")) {
            String[] named = flag.strip().split("=", 2);
            set(named[0], named[1]);
        }
        assertThat(List.of(mode("ada", "credits"), mode("ada", "shobeis"), mode("ada", "analysis")))
                .containsExactly(credits, shobeis, analysis);
    }

    @Test
    void the_shadow_records_what_it_would_have_taken_and_touches_nothing() {
        set("shadow_billing_enabled", "true");
        assertThat(charge("ada", "k")).isEqualTo("shadow");
        assertThat(charge("ada", "k")).isEqualTo("shadow"); // the first answer
        assertThat(ledger.entries("ada", "shobeis")).isEmpty();
        assertThat(ledger.periods("ada", "shobeis")).isEmpty();
        assertThat(
                        ledger.lines(
                                "SELECT format('%s %s %s', request_id, user_id, trim_scale(requested_credits)) FROM shadow_billing_log"))
                .containsExactly("k ada 7");
        set("billing_allowlist", "ada");
        assertThat(charge("ada", "k2")).isEqualTo("charged");
        assertThat(ledger.lines("SELECT request_id FROM shadow_billing_log ORDER BY 1"))
                .containsExactly("k", "k2"); // charged and logged
        set("shadow_billing_enabled", "false");
        assertThat(charge("ada", "k3")).isEqualTo("charged");
        assertThat(ledger.lines("SELECT request_id FROM shadow_billing_log ORDER BY 1"))
                .containsExactly("k", "k2");
        ledger.hasBalance("ada", "shobeis", 4_986);
        ledger.invariantsHold();
    }

    @Test
    void legacy_binds_no_key_and_records_nothing() {
        set("credits_v2_rollout_percentage", "0");
        assertThat(
                        ledger.lines(
                                "SELECT (consume_credits('ada', 'analysis', 1, 'test', NULL, '{\"request_id\": \"k\"}') IS NULL)::text"))
                .containsExactly("true");
        assertThat(ledger.lines("SELECT count(*) FROM usage_event")).containsExactly("0");
        set("credits_v2_rollout_percentage", "100");
        assertThat(ledger.lines(
                        "SELECT consume_credits('ada', 'analysis', 1, 'test', NULL, '{\"request_id\": \"k\"}')::text"))
                .containsExactly("true");
        ledger.hasBalance("ada", "analysis", 99);
    }

    @Test
    void rollouts_are_nested_stable_and_of_about_the_asked_size() {
        ledger.client()
                .sql(
                        "INSERT INTO customer (user_id, created_at) SELECT 'u' || g, '2026-01-01' FROM generate_series(1, 10000) g")
                .update();
        List<String> five = letIn(5);
        List<String> quarter = letIn(25);
        List<String> all = letIn(100);
        assertThat(five).hasSizeBetween(430, 570);
        assertThat(quarter).hasSizeBetween(2_350, 2_650).containsAll(five);
        assertThat(all).hasSize(10_001).containsAll(quarter);
        assertThat(letIn(5)).isEqualTo(five);
        // of another version of PostgreSQL, of another machine, of next year
        assertThat(
                        ledger.lines(
                                "SELECT string_agg(rollout_place('billing_rollout_percentage', u)::text, ' ') FROM unnest(ARRAY['ada', 'bob', 'ü']) u"))
                .containsExactly("957 6896 6820");
    }

    @Test
    void new_signups_come_in_first_from_when_that_was_switched_on() {
        ledger.client()
                .sql(
                        "INSERT INTO customer (user_id, created_at) VALUES ('old', '2026-11-10T11:59:59Z'), ('new', '2026-11-10T12:00:00Z')")
                .update();
        set("billing_rollout_percentage", "0");
        set("billing_new_signups_first", "true");
        assertThat(List.of(mode("old", "credits"), mode("new", "credits"))).containsExactly("off", "charge");
        ledger.setClock("2026-11-11T12:00:00Z");
        set("billing_new_signups_first", "true"); // said again: the start stays
        assertThat(mode("new", "credits")).isEqualTo("charge");
        set("billing_new_signups_first", "false");
        ledger.setClock("2026-11-12T12:00:00Z");
        set("billing_new_signups_first", "true");
        assertThat(mode("new", "credits")).isEqualTo("off"); // it starts anew
    }

    @Test
    void who_is_frozen_is_told_so_whatever_the_mode_and_the_price() {
        ledger.client()
                .sql("UPDATE customer SET frozen_at = now(), frozen_reason = 'review'")
                .update();
        set("shadow_billing_enabled", "true");
        assertThat(charge("ada", "k")).isEqualTo("frozen");
    }

    private List<String> letIn(int percentage) {
        set("billing_rollout_percentage", String.valueOf(percentage));
        return ledger.lines(
                "SELECT user_id FROM customer c WHERE charging_mode(c, 'credits', business_now()) = 'charge' ORDER BY id");
    }

    private void set(String flag, String value) {
        assertThat(ledger.client()
                        .sql(
                                "INSERT INTO flag_change (flag, value, source, effective_at, actor) VALUES (?, ?, 'operator', business_now(), 'test')")
                        .params(flag, value)
                        .update())
                .isOne();
    }

    private String mode(String user, String creditType) {
        return ledger.lines(
                        "SELECT charging_mode(c, ?, business_now()) FROM customer c WHERE user_id = ?",
                        creditType,
                        user)
                .getFirst();
    }

    private String charge(String user, String key) {
        return ledger.lines("SELECT charge(?, 'ANALYSIS', 500, NULL, NULL, NULL, 1, ?, '{}') ->> 'status'", user, key)
                .getFirst();
    }
}
