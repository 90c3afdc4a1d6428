package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Maintenance as an operator switches it and as a host reads it. It is 2026-11-15, 10:00. */
class MaintenanceCommandsTest {
    private Desk desk;

    @BeforeEach
    void open(@TempDir Path folder) {
        desk = new Desk(folder);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private String says(String... arguments) {
        CommandLineRun run = desk.bursar(arguments);
        assertThat(run.exit()).as(run.stderr()).isZero();
        return run.stdout();
    }

    private List<String> hostReads(String role) {
        return desk.database().database().rehearse(client -> {
            client.sql("SET LOCAL ROLE " + role).update();
            client.sql("SET LOCAL search_path = public").update();
            return client.sql("SELECT active || '|' || coalesce(reason, '-') FROM bursar.maintenance_state")
                    .query(String.class)
                    .list();
        });
    }

    @Test
    void it_goes_on_changes_and_goes_off_and_each_word_is_kept() {
        assertThat(says("maintenance", "status")).isEqualTo("Maintenance is off.\n");
        assertThat(says("maintenance", "on", "--reason", "moving")).isEqualTo("""
                Maintenance is on until it is switched off: schedules start nothing.
                Next: bursar maintenance off lets the schedules go on.
                """);
        desk.isAt("2026-11-15T11:00:00Z");
        assertThat(says("maintenance", "on", "--reason", "still moving", "--until", "2026-11-15T14:00:00+01:00"))
                .startsWith("Maintenance was on already; its reason is now 'still moving', and it lasts until"
                        + " 2026-11-15T13:00:00Z.\n");
        assertThat(says("maintenance", "on", "--reason", "still moving", "--until", "2026-11-15T13:00:00Z"))
                .startsWith("Maintenance was on already, for this reason and until 2026-11-15T13:00:00Z;"
                        + " nothing was changed.\n");
        assertThat(says("maintenance", "status", "-o", "json")).isEqualTo("""
                {
                  "active" : true,
                  "reason" : "still moving",
                  "since" : "2026-11-15T10:00:00Z",
                  "until" : "2026-11-15T13:00:00Z"
                }
                """);
        assertThat(says("maintenance", "off", "--reason", "moved")).isEqualTo("""
                Maintenance is over; it was on since 2026-11-15T10:00:00Z for 'still moving'.
                Next: bursar schedule list shows what is due.
                """);
        assertThat(says("maintenance", "off")).startsWith("Maintenance was off already; nothing was changed.\n");
        assertThat(says("maintenance", "history", "-o", "csv").lines().map(line -> line.replaceFirst(",[^,]*$", "")))
                .containsExactly(
                        "at,state,reason,since,until",
                        "2026-11-15T11:00:00Z,off,moved,,",
                        "2026-11-15T11:00:00Z,on,still moving,2026-11-15T10:00:00Z,2026-11-15T13:00:00Z",
                        "2026-11-15T10:00:00Z,on,moving,2026-11-15T10:00:00Z,");
    }

    @Test
    void it_ends_by_itself_and_the_next_one_begins_anew() {
        says("maintenance", "on", "--reason", "short", "--until", "2026-11-15T10:30:00Z");
        desk.isAt("2026-11-15T10:29:59Z");
        assertThat(desk.bursar("maintenance", "status", "-o", "json")
                        .json()
                        .path("active")
                        .booleanValue())
                .isTrue();
        desk.isAt("2026-11-15T10:30:00Z");
        assertThat(says("maintenance", "status", "-o", "json")).isEqualTo("""
                {
                  "active" : false,
                  "reason" : null,
                  "since" : null,
                  "until" : null
                }
                """);
        assertThat(says("maintenance", "off")).startsWith("Maintenance was off already; nothing was changed.");
        says("maintenance", "on", "--reason", "again");
        assertThat(desk.bursar("maintenance", "status", "-o", "json")
                        .json()
                        .path("since")
                        .stringValue())
                .isEqualTo("2026-11-15T10:30:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bursar_app", "bursar_readonly"})
    void the_host_always_reads_one_row(String role) {
        assertThat(hostReads(role)).containsExactly("false|-");
        says("maintenance", "on", "--reason", "back at six", "--until", "2999-01-01T00:00:00Z");
        assertThat(hostReads(role)).containsExactly("true|back at six");
        says("maintenance", "off");
        assertThat(hostReads(role)).containsExactly("false|-");
    }

    @Test
    void charging_and_jobs_by_hand_go_on() {
        desk.hasSubscriber("ada", "pro", "2026-11-01");
        says("maintenance", "on", "--reason", "moving");
        assertThat(desk.bursar("allocation", "run", "--date", "2026-11-15", "-o", "json")
                        .json()
                        .path("counts")
                        .path("written")
                        .longValue())
                .isPositive();
        assertThat(says("charge", "ada", "--action", "ANALYSIS", "--quantity", "500", "--key", "k1"))
                .startsWith("Charged 7 credits;");
    }

    @Test
    void a_dry_run_says_what_it_would_do_and_changes_nothing() {
        assertThat(says("maintenance", "on", "--reason", "moving", "--dry-run")).isEqualTo("""
                Maintenance is on until it is switched off: schedules start nothing.
                Dry run: nothing was changed.
                """);
        assertThat(desk.count("maintenance_change")).isZero();
    }

    @Test
    void an_end_in_the_past_is_refused() {
        CommandLineRun run = desk.bursar("maintenance", "on", "--reason", "late", "--until", "2026-11-15T10:00:00Z");
        assertThat(run.exit()).isEqualTo(4);
        assertThat(run.stderr()).isEqualTo("""
                bursar: --until 2026-11-15T10:00:00Z is not after 2026-11-15T10:00:00Z; nothing was changed
                  Give an instant in the future, or leave --until out and end it with bursar maintenance off.
                """);
        assertThat(desk.count("maintenance_change")).isZero();
    }

    @Test
    void what_is_missing_or_malformed_is_named() {
        assertThat(desk.bursar("maintenance", "on").exit()).isEqualTo(2);
        assertThat(desk.bursar("maintenance", "on").stderr())
                .startsWith("bursar: --reason is missing; nothing was changed\n");
        assertThat(desk.bursar("maintenance", "on", "--reason", "  ").exit()).isEqualTo(2);
        CommandLineRun malformed = desk.bursar("maintenance", "on", "--reason", "x", "--until", "tomorrow");
        assertThat(malformed.exit()).isEqualTo(2);
        assertThat(malformed.stderr())
                .contains("'tomorrow' is no instant; write it with its zone, as 2026-11-01T00:00:00Z");
        assertThat(desk.bursar("maintenance").exit()).isEqualTo(2);
    }
}
