package dev.bursar.operations;

import static dev.bursar.operations.Town.FIRST_OF_NOVEMBER;
import static dev.bursar.operations.Town.FIRST_OF_OCTOBER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.run.RunReport;
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
}
