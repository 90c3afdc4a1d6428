package dev.bursar.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.database.TestDatabase;
import dev.bursar.operations.NodeRow;
import dev.bursar.schedule.Schedules;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A node whose clock is wrong, as it measured it by the database's. */
class ClockSkewTest {
    @AutoClose
    private final TestDatabase database = TestDatabase.migrated();

    private Optional<NodeRow> node = Optional.empty();
    private final Checks checks = new Checks(new Schedules(database.settings(Map.of())), () -> node);

    private void clockIs(long millis) {
        Instant now = Instant.parse("2026-11-02T12:00:00Z");
        node = Optional.of(new NodeRow("ada-1-0001", "ada", 1, "1.0.0", now, now, millis, false, true));
        checks.turn(database.database());
    }

    private List<String> firing() {
        return database.client()
                .sql("SELECT summary FROM alert WHERE resolved_at IS NULL AND key = 'clock-skew:ada'")
                .query(String.class)
                .list();
    }

    @Test
    void above_two_seconds_it_is_told_of_until_it_is_set() {
        clockIs(-1_999);
        assertThat(firing()).isEmpty();
        clockIs(-2_500);
        clockIs(-2_600);
        assertThat(firing()).containsExactly("the clock of ada is 2600 ms behind the database's");
        clockIs(3);
        assertThat(firing()).isEmpty();
    }

    @Test
    void it_is_no_reason_not_to_be_ready() {
        clockIs(60_000);
        Part part = Checks.clock(node.orElseThrow());
        assertThat(part.isUp()).isTrue();
        assertThat(part.found()).contains("60000 ms ahead of the database's", "let NTP set the clock");
    }
}
