package dev.bursar.operations;

import static dev.bursar.operations.Town.FIRST_OF_NOVEMBER;
import static dev.bursar.operations.Town.FIRST_OF_OCTOBER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.run.RunReport;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class RunAllocationTest {
    private static final String IN_OCTOBER = "2026-10-31T12:00:00Z";
    private static final String IN_NOVEMBER = "2026-11-02T12:00:00Z";

    @AutoClose
    private final Town town = Town.of(500);

    @Test
    void a_month_is_opened_once_and_a_second_run_finds_nothing_to_do() {
        RunReport october = town.allocate(FIRST_OF_OCTOBER, IN_OCTOBER);
        RunReport november = town.allocate(FIRST_OF_NOVEMBER, IN_NOVEMBER);
        RunReport again = town.allocate(FIRST_OF_NOVEMBER, IN_NOVEMBER);
        assertThat(october.figures().counts().get("written")).isEqualTo(1425);
        assertThat(november.figures().counts().get("written")).isEqualTo(1425);
        assertThat(again.run()).isEqualTo(november.run());
        assertThat(again.repeated()).isTrue();
        assertThat(again.figures().isNothing()).isTrue();
        town.keepsItsInvariants();
    }

    @Test
    void what_is_done_for_listed_users_is_what_is_done_for_everybody() {
        Town other = town.twin();
        try (other) {
            town.allocate(FIRST_OF_NOVEMBER, IN_NOVEMBER);
            RunReport two = other.allocate(FIRST_OF_NOVEMBER, IN_NOVEMBER, "user-000003", "user-000401");
            assertThat(two.identity().scope()).isEqualTo("user-000003,user-000401");
            for (String user : List.of("user-000003", "user-000401")) {
                assertThat(other.ledger(Optional.of(user))).hasSize(3).isEqualTo(town.ledger(Optional.of(user)));
            }
            assertThat(other.ledger(Optional.empty())).hasSize(6);
            other.allocate(FIRST_OF_NOVEMBER, IN_NOVEMBER);
            assertThat(other.fingerprint()).isEqualTo(town.fingerprint());
        }
    }

    @Test
    void twenty_thousand_accounts_fit_into_256_megabytes() throws InterruptedException {
        try (Town large = Town.of(7_100)) {
            BursarProcess process = BursarProcess.start(
                    large, IN_OCTOBER, "allocation", "run", "--date", FIRST_OF_OCTOBER, "--workers", "2", "-o", "json");
            assertThat(process.json().path("counts").path("written").intValue()).isGreaterThan(20_000);
            assertThat(process.exit()).isZero();
        }
    }
}
