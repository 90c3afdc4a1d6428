package dev.bursar.ledger;

import static dev.bursar.ledger.TestLedger.isRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the host's role may do, and what nobody may. */
class AccessTest {
    private static final String CHARGE =
            "SELECT charge('ada', 'ANALYSIS', 500, NULL, NULL, NULL, 1, 'k', NULL) ->> 'status'";
    private static final String PERMISSION_DENIED = "42501";

    @AutoClose
    final TestLedger ledger = TestLedger.open();

    @BeforeEach
    void ada_has_credits() {
        ledger.setClock("2026-11-10T12:00:00Z");
        ledger.subscribe("ada", "pro", "2026-11-01");
        ledger.allocate("ada");
        // a host's own connection carries no setting of bursar's
        ledger.lines("SELECT set_config('bursar.actor', '', false) || set_config('bursar.clock', '', false)");
        ledger.client().sql("SET ROLE bursar_app").update();
    }

    @Test
    void the_application_charges_reads_and_refunds() {
        assertThat(ledger.lines(CHARGE)).containsExactly("charged");
        assertThat(ledger.lines(
                        "SELECT estimate('ada', 'ANALYSIS', 500, NULL, NULL, NULL, 1, NULL, NULL) ->> 'status'"))
                .containsExactly("charged");
        assertThat(ledger.lines("SELECT refund('k', 'oops') ->> 'status'")).containsExactly("refunded");
        assertThat(ledger.lines("SELECT consume_credits('ada', 'analysis', 1, 'test', NULL, '{}')::text"))
                .containsExactly("true");
        assertThat(ledger.lines("SELECT period_end::text FROM get_or_create_active_period('ada', 'shobeis')"))
                .hasSize(1);
        for (String view : List.of(
                "credit_balance",
                "credit_ledger",
                "credit_lot",
                "usage_events",
                "usage_counters",
                "shadow_billing_log",
                "pricing_table",
                "shobeis_transactions",
                "maintenance_state",
                "invariant_i1",
                "invariant_i7",
                "invariant_i10")) {
            assertThat(ledger.lines("SELECT count(*)::text FROM " + view))
                    .as(view)
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "clock",
                "actor",
                "billing_charging_enabled",
                "shobeis_system_enabled",
                "min_transaction_amount",
                "batch_discount_threshold"
            })
    void a_setting_of_the_owner_in_the_hands_of_the_application_refuses_the_charge(String setting) {
        String value = setting.equals("clock") ? "2026-12-01T00:00:00Z" : "1";
        ledger.client()
                .sql("SELECT set_config('bursar." + setting + "', '" + value + "', false)")
                .query()
                .singleRow();
        isRefused(
                "BU403",
                () -> ledger.lines("SELECT charge('ada', 'ANALYSIS', 500, NULL, NULL, NULL, 10, 'k', NULL)::text"));
        ledger.lines("SELECT set_config('bursar." + setting + "', '', false)");
        assertThat(ledger.lines(CHARGE)).containsExactly("charged");
    }

    @Test
    void the_application_and_readers_cannot_write_any_table() {
        ledger.client().sql("RESET ROLE").update();
        List<String> writable = ledger.lines("""
                SELECT r.rolname || ' ' || p.privilege || ' ' || c.relname
                FROM pg_class c CROSS JOIN pg_roles r CROSS JOIN (VALUES ('INSERT'), ('UPDATE'), ('DELETE'), ('TRUNCATE')) AS p (privilege)
                WHERE c.relnamespace = 'bursar'::regnamespace AND c.relkind IN ('r', 'v', 'p') AND r.rolname IN ('bursar_app', 'bursar_readonly')
                  AND has_table_privilege(r.oid, c.oid, p.privilege)
                """);
        assertThat(writable).isEmpty();
    }

    @Test
    void nobody_but_the_owner_calls_more_than_the_five_functions_of_the_contract_and_those_inside_views() {
        ledger.client().sql("RESET ROLE").update();
        String callable = """
                SELECT p.proname FROM pg_proc p
                WHERE p.pronamespace = 'bursar'::regnamespace AND has_function_privilege(?, p.oid, 'EXECUTE') ORDER BY p.proname
                """;
        assertThat(ledger.lines(callable, "bursar_app"))
                .containsExactly(
                        "business_now",
                        "charge",
                        "consume_credits",
                        "estimate",
                        "get_or_create_active_period",
                        "iso_instant",
                        "refund",
                        "setting");
        assertThat(ledger.lines(callable, "bursar_readonly")).containsExactly("business_now", "iso_instant", "setting");
        assertThat(
                        ledger.lines(
                                "SELECT proname FROM pg_proc WHERE pronamespace = 'bursar'::regnamespace AND prosecdef AND proconfig IS NULL"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT grant_credits('ada', 'shobeis', 1000, NULL, 'g', 'mine')",
                "SELECT open_periods(ARRAY[1], now())",
                "SELECT give_credits(1, 1, 'bonus', 1, now(), NULL, 'bonus', now(), NULL, NULL)",
                "SELECT change_subscription('ada', 'enterprise', NULL, NULL, NULL, NULL, NULL, NULL, NULL)",
                "INSERT INTO entry DEFAULT VALUES",
                "UPDATE account SET balance_millicredits = 1",
                "SELECT * FROM account"
            })
    void the_application_is_denied(String statement) {
        isRefused(
                PERMISSION_DENIED, () -> ledger.client().sql(statement).query().listOfRows());
    }
}
