package dev.bursar.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.database.EachVersion;
import dev.bursar.database.TestServer;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;

/** The example of the design's section 5, on both ends of the supported PostgreSQL versions. */
class WorkedExampleTest {
    @ParameterizedTest
    @EachVersion
    void an_allowance_of_5000_rolls_over_as_the_design_works_it_out(TestServer server) {
        try (TestLedger ledger = TestLedger.open(server)) {
            ledger.setClock("2026-10-02T08:00:00Z");
            ledger.subscribe("ada", "pro", "2026-10-01");
            ledger.client()
                    .sql("SELECT grant_credits('ada', 'shobeis', 250000, NULL, 'gift', 'welcome')")
                    .query()
                    .singleRow();
            assertThat(ledger.consume("ada", "shobeis", 1_200, "october")).isTrue();
            ledger.setClock("2026-11-01T00:00:01Z");
            assertThat(ledger.consume("ada", "shobeis", 700, "november")).isTrue();
            ledger.setClock("2026-12-01T00:00:00Z");
            ledger.allocate("ada");

            assertThat(ledger.entries("ada", "shobeis"))
                    .containsExactly(
                            "allocation 5000 5000 2026-10-01",
                            "bonus 250 5250 2026-10-02",
                            "deduction -1200 4050 2026-10-02",
                            "expiry -1900 2150 2026-11-01",
                            "allocation 5000 7150 2026-11-01", // 6,900 and the gift, which stays out of it
                            "deduction -700 6450 2026-11-01", // out of the carried lot, of which 1,200 remain
                            "expiry -1200 5250 2026-12-01",
                            "expiry -3000 2250 2026-12-01",
                            "allocation 5000 7250 2026-12-01");
            assertThat(ledger.lots("ada", "shobeis"))
                    .containsExactly(
                            "bonus 250 of 250 carried 0 until never",
                            "allowance 2000 of 5000 carried 1 until 2027-01-01",
                            "allowance 5000 of 5000 carried 0 until 2027-01-01");
            assertThat(ledger.lines("""
                            SELECT format('%s %s %s %s %s', to_char(period_start AT TIME ZONE 'UTC', 'Mon'), granted_millicredits / 1000, rolled_in_millicredits / 1000,
                                          used_millicredits / 1000, remaining_millicredits / 1000)
                            FROM usage_counters WHERE user_id = 'ada' AND credit_type = 'shobeis' ORDER BY period_start
                            """))
                    .isEqualTo(List.of("Oct 5000 0 1200 0", "Nov 5000 1900 700 0", "Dec 5000 2000 0 7000"));
            ledger.invariantsHold();
        }
    }
}
