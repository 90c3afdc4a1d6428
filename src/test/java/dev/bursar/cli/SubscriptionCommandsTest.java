package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Plans by hand, on 15 November 2026 at ten. */
class SubscriptionCommandsTest {
    @TempDir
    private Path folder;

    @AutoClose
    private Desk desk;

    @BeforeEach
    void open() {
        desk = new Desk(folder);
        desk.hasSubscriber("ada", "basic", "2026-11-01");
        desk.hasCustomers("new");
    }

    @Test
    void an_upgrade_takes_effect_at_once_and_grants_the_difference_for_the_days_left() {
        assertThat(desk.bursar("charge", "ada", "--action", "ANALYSIS", "--key", "k")
                        .exit())
                .isZero();
        CommandLineRun run =
                desk.bursar("subscription", "set", "ada", "--plan", "pro", "--reason", "asked", "-o", "json");
        assertThat(run.exit()).isZero();
        assertThat(run.json().path("change").stringValue()).isEqualTo("upgraded");
        assertThat(run.json().path("effectiveAt").stringValue()).isEqualTo("2026-11-15T10:00:00Z");
        // 16 of 30 days, the 15th included: 4,000 × 16 / 30, rounded up to whole SHB
        assertThat(run.json().path("grantedMillicredits").path("shobeis").longValue())
                .isEqualTo(2_134_000);
    }

    @Test
    void a_downgrade_waits_for_the_next_period() {
        desk.bursar("charge", "ada", "--action", "ANALYSIS", "--key", "k");
        assertThat(desk.bursar("subscription", "set", "ada", "--plan", "free").stdout())
                .isEqualTo("""
                The subscription of ada will change from 2026-12-01T00:00:00Z, with the next period.
                Next: bursar subscription show ada shows every change, past and to come.
                """);
        JsonNode changes =
                desk.bursar("subscription", "show", "ada", "-o", "json").json();
        assertThat(changes.findValuesAsString("plan")).containsExactly("basic", "free");
        assertThat(changes.findValuesAsString("state")).containsExactly("in force", "to come");
    }

    @Test
    void the_same_plan_again_changes_nothing() {
        assertThat(desk.bursar("subscription", "set", "ada", "--plan", "basic").stdout())
                .startsWith("The subscription of ada stands as it was: nothing was changed.\n");
    }

    @Test
    void a_cancellation_is_at_once_and_can_be_resumed() {
        assertThat(desk.bursar("subscription", "cancel", "ada", "--reason", "left")
                        .stdout())
                .isEqualTo("""
                The subscription of ada is canceled from 2026-11-15T10:00:00Z: no further period opens, what is held stays until it expires.
                Next: bursar subscription set ada --plan PLAN resumes it.
                """);
        assertThat(desk.bursar("subscription", "set", "ada", "--plan", "basic").stdout())
                .startsWith("The subscription of ada is resumed from 2026-11-15T10:00:00Z");
    }

    @Test
    void a_change_may_be_dated() {
        CommandLineRun run = desk.bursar(
                "subscription", "set", "ada", "--plan", "enterprise", "--effective", "2026-11-20", "-o", "json");
        assertThat(run.exit()).isZero();
        assertThat(run.json().path("effectiveAt").stringValue()).isEqualTo("2026-11-20T00:00:00Z");
        assertThat(desk.bursar("subscription", "show", "ada", "-o", "json")
                        .json()
                        .findValuesAsString("state"))
                .containsExactly("in force", "to come");
    }

    @Test
    void a_first_plan_starts_a_subscription_and_one_that_is_not_there_cannot_be_canceled() {
        CommandLineRun none = desk.bursar("subscription", "cancel", "new");
        assertThat(none.exit()).isEqualTo(4);
        assertThat(none.stderr()).startsWith("bursar: user 'new' has no subscription");
        assertThat(desk.bursar("subscription", "show", "new").stdout()).isEqualTo("User new has no subscription.\n");
        assertThat(desk.bursar("subscription", "set", "new", "--plan", "pro").stdout())
                .startsWith("The subscription of new is started.\n");
    }

    @Test
    void a_dry_run_shows_the_change_and_makes_none() {
        assertThat(desk.bursar("subscription", "set", "ada", "--plan", "pro", "--dry-run")
                        .stdout())
                .endsWith("Dry run: nothing was changed.\n");
        assertThat(desk.count("subscription_change")).isEqualTo(1);
    }

    @Test
    void an_unknown_plan_or_user_or_date_is_exit_2() {
        assertThat(desk.bursar("subscription", "set", "ada", "--plan", "gold").stderr())
                .isEqualTo("bursar: unknown plan 'gold'\n  bursar catalogue show lists the plans.\n");
        assertThat(desk.bursar("subscription", "set", "nobody", "--plan", "pro").exit())
                .isEqualTo(2);
        assertThat(desk.bursar("subscription", "set", "ada").exit()).isEqualTo(2);
        assertThat(desk.bursar("subscription", "set", "ada", "--plan", "pro", "--effective", "2026-02-30")
                        .exit())
                .isEqualTo(2);
    }

    @Test
    void a_file_in_which_only_the_zone_changed_leaves_a_waiting_downgrade_waiting() {
        desk.bursar("subscription", "set", "ada", "--plan", "free");
        JsonNode counts = desk.load(
                "subscriptions",
                "user_id,plan,cycle,anchor_date,status,allocate_from,zone\n"
                        + "ada,basic,calendar,2026-01-01,active,2026-11-01,Europe/Berlin\n");
        assertThat(Desk.counts(counts)).isEqualTo("1/1/0/0");
        assertThat(desk.bursar("subscription", "show", "ada", "-o", "json")
                        .json()
                        .valueStream()
                        .filter(change -> !change.path("state").stringValue().equals("void"))
                        .map(change -> String.join(
                                " ",
                                change.path("state").stringValue(),
                                change.path("plan").stringValue(),
                                change.path("zone").stringValue())))
                .containsExactly("past basic UTC", "in force basic Europe/Berlin", "to come free Europe/Berlin");
    }
}
