package dev.bursar.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.config.Setting;
import dev.bursar.flags.Maintenance;
import dev.bursar.operations.Town;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Two nodes under a schedule that fires every two seconds. */
@Order(1)
class FiringOnceTest {
    private static final String DUE = " FROM due_interval WHERE job = 'allocation'";

    @AutoClose
    private final Town town = Town.of(50);

    @Test
    void every_slot_is_taken_up_once_and_no_interval_is_started_twice() throws Exception {
        Map<String, String> environment =
                town.database().variables(Map.of(Setting.MONTHLY_REFRESH_CRON, "*/2 * * * * ?"));
        try (NodeProcess one = NodeProcess.start(environment);
                NodeProcess other = NodeProcess.start(environment)) {
            one.awaitReady();
            other.awaitReady();
            long before = number("SELECT count(*)" + DUE + " AND status = 'DONE'");
            Await.until(
                    "eight more intervals are done",
                    () -> number("SELECT count(*)" + DUE + " AND status = 'DONE'") >= before + 8);
            town.database()
                    .database()
                    .inTransaction(client -> new Maintenance(client).on("to look at it", Optional.empty()));
            Await.until("nothing is at work", () -> number("SELECT count(*)" + DUE + " AND status = 'RUNNING'") == 0);
        }
        assertThat(number("SELECT sum(slots)" + DUE))
                .as("every slot from the first to the last, once")
                .isEqualTo(number("SELECT 1 + extract(epoch FROM max(last_slot_at) - min(slot_at))::bigint / 2" + DUE));
        assertThat(number("SELECT count(*)" + DUE + " AND status = 'FAILED'")).isZero();
        assertThat(number("SELECT count(*) FROM run_start s JOIN run r ON r.id = s.run_id WHERE r.job = 'allocation'"))
                .as("starts")
                .isLessThanOrEqualTo(number("SELECT count(*)" + DUE + " AND status = 'DONE'"));
        town.keepsItsInvariants();
    }

    private long number(String sql) {
        return town.client().sql(sql).query(Long.class).single();
    }
}
