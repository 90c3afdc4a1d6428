package dev.bursar.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.database.EachVersion;
import dev.bursar.database.TestServer;
import org.junit.jupiter.params.ParameterizedTest;

/** The queries of the original runbooks, letter by letter, and what the contract says of the views. */
class ContractViewsTest {
    private static final String BALANCES = """
            SELECT user_id, current_balance, calculated_balance, ABS(current_balance - calculated_balance) AS variance
            FROM (SELECT cb.user_id, cb.balance_millicredits AS current_balance, COALESCE(SUM(cl.amount_millicredits), 0) AS calculated_balance
                  FROM credit_balance cb LEFT JOIN credit_ledger cl ON cb.user_id = cl.user_id
                  GROUP BY cb.user_id, cb.balance_millicredits) reconciliation
            WHERE ABS(current_balance - calculated_balance) > 100;
            """;
    private static final String USAGE = """
            WITH u AS (SELECT DATE(created_at) AS date, SUM(charged_millicredits) AS total_usage_charges FROM usage_events GROUP BY 1),
                 l AS (SELECT DATE(created_at) AS date, SUM(ABS(amount_millicredits)) AS total_ledger_deductions FROM credit_ledger WHERE type = 'deduction' GROUP BY 1)
            SELECT * FROM u FULL JOIN l USING (date) WHERE ABS(COALESCE(total_usage_charges, 0) - COALESCE(total_ledger_deductions, 0)) > 1000;
            """;
    private static final String SHADOW = """
            SELECT DATE(created_at) AS date, COUNT(*) AS shadow_events, SUM(requested_credits) AS shadow_credits_total,
                   AVG(requested_credits) AS avg_credits_per_request
            FROM shadow_billing_log WHERE created_at >= NOW() - INTERVAL '4 hours' GROUP BY DATE(created_at);
            """;

    @ParameterizedTest
    @EachVersion
    void the_runbooks_queries_run_as_given_and_find_nothing_on_a_clean_ledger(TestServer server) {
        try (TestLedger ledger = TestLedger.open(server)) {
            ledger.setClock("2026-11-10T12:00:00Z");
            ledger.subscribe("user_id", "pro", "2026-10-01");
            ledger.of("user_id").purchase("p", "starter");
            ledger.consume("user_id", "shobeis", 10, "k1");
            ledger.of("user_id").refund("k1");
            ledger.consume("user_id", "credits", 7, "k2");
            ledger.of("nobody's").consume("k3", "shobeis", 1);
            ledger.client().sql("RESET bursar.clock").update();

            assertThat(ledger.lines("SELECT consume_credits('user_id', 'analysis', 1, 'test', null, '{}');"))
                    .containsExactly("t");
            assertThat(ledger.lines(
                            "SELECT credit_type FROM usage_counters WHERE user_id = 'user_id' AND period_end > NOW();"))
                    .contains("analysis");
            assertThat(ledger.client().sql(BALANCES).query().listOfRows()).isEmpty();
            assertThat(ledger.client().sql(USAGE).query().listOfRows()).isEmpty();
            assertThat(ledger.client().sql(SHADOW).query().listOfRows()).isEmpty();
            ledger.invariantsHold();
        }
    }

    @ParameterizedTest
    @EachVersion
    void the_views_say_what_the_contract_names(TestServer server) {
        try (TestLedger ledger = TestLedger.open(server)) {
            ledger.setClock("2026-11-10T12:00:00Z");
            ledger.subscribe("ada", "pro", "2026-11-01");
            ledger.consume("ada", "shobeis", 12, "k1");
            ledger.consume("ada", "shobeis", 30, "k2");
            ledger.of("ada").refund("k2");
            assertThat(ledger.lines("SELECT balance_millicredits::text FROM credit_balance"))
                    .containsExactly("4988000");
            assertThat(
                            ledger.lines(
                                    "SELECT concat_ws(' ', type, amount, balance_before, balance_after, idempotency_key, reference_id) FROM shobeis_transactions WHERE user_id = 'ada' ORDER BY id"))
                    .containsExactly(
                            "allocation 5000 0 5000 allocation:ada:shobeis:2026-11-01T00:00:00Z",
                            "deduction -12 5000 4988 ada/k1",
                            "deduction -30 4988 4958 ada/k2",
                            "refund 30 4958 4988 refund:ada/k2 ada/k2");
            assertThat(
                            ledger.lines(
                                    "SELECT concat_ws(' ', granted_millicredits, rolled_in_millicredits, used_millicredits, remaining_millicredits) FROM usage_counters WHERE credit_type = 'shobeis'"))
                    .containsExactly("5000000 0 12000 4988000");
            assertThat(
                            ledger.lines(
                                    "SELECT concat_ws(' ', granted_millicredits, used_millicredits, remaining_millicredits) FROM get_or_create_active_period('ada', 'shobeis')"))
                    .containsExactly("5000000 12000 4988000");
            assertThat(ledger.lines("SELECT request_id || ' ' || charged_millicredits FROM usage_events ORDER BY 1"))
                    .containsExactly("ada/k1 12000", "ada/k2 30000");
            assertThat(
                            ledger.lines(
                                    "SELECT concat_ws(' ', action, credit_type, unit, per, base_credits::float8, effective_from, effective_to) FROM pricing_table ORDER BY 1"))
                    .containsExactly("ANALYSIS shobeis unit 500 10", "tiny credits unit 7 0.123");
        }
    }
}
