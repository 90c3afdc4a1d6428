package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.config.Setting;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Rollouts as an operator steers them: lists, parts that are taken back, and who is in. */
class FlagsRolloutTest {
    private Desk desk;

    @BeforeEach
    void open(@TempDir Path folder) {
        desk = new Desk(folder);
        desk.hasCustomers("ada", "ben", "cleo");
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private String done(String... command) {
        CommandLineRun run = desk.bursar(command);
        assertThat(run.exit()).as(run.stderr()).isZero();
        return run.stdout();
    }

    private String flag(String code) {
        return desk.sql("SELECT flag_value('" + code + "', '2026-11-15T10:00:00Z')")
                .getFirst();
    }

    private String mode(Map<Setting, String> environment, String user, String creditType) {
        CommandLineRun run = desk.bursarWith(environment, "flags", "explain", user, "-o", "json");
        assertThat(run.exit()).as(run.stderr()).isZero();
        for (JsonNode line : run.json()) {
            if (line.path("creditType").stringValue().equals(creditType)) {
                return line.path("mode").stringValue() + " by "
                        + line.path("decidedBy").stringValue();
            }
        }
        throw new AssertionError(creditType);
    }

    @Test
    void one_user_is_put_on_a_list_or_taken_off_and_the_others_stay() {
        assertThat(done("flags", "add", "billing_allowlist", "ada", "ben", "--reason", "beta"))
                .isEqualTo("""
                        billing_allowlist: ada, ben were put on it; it names 2 now.
                        Next: bursar flags explain USER says what becomes of a user's charges.
                        """);
        assertThat(done("flags", "add", "billing_allowlist", "ben,cleo"))
                .startsWith("billing_allowlist: cleo was put on it; it names 3 now.\n");
        assertThat(done("flags", "remove", "billing_allowlist", "ada"))
                .startsWith("billing_allowlist: ada was taken off it; it names 2 now.\n");
        assertThat(flag("billing_allowlist")).isEqualTo("ben,cleo");
        assertThat(done("flags", "remove", "billing_allowlist", "ada"))
                .startsWith("billing_allowlist: nothing was changed: all of them were not on it; it names 2 now.\n");
        assertThat(desk.count("flag_change")).as("rows that say something").isEqualTo(3);
    }

    @Test
    void what_no_list_can_hold_is_refused() {
        assertThat(desk.bursar("flags", "add", "billing_allowlist", "adda").stderr())
                .contains("there is no user 'adda'");
        assertThat(desk.bursar("flags", "add", "billing_charging_enabled", "ada")
                        .stderr())
                .contains("flag billing_charging_enabled is no list but takes true|false; nothing was changed");
        assertThat(desk.bursar("flags", "remove", "billing_allow", "ada").stderr())
                .contains("unknown flag 'billing_allow'");
        desk.load("customers", desk.file("c.csv", Desk.CUSTOMERS + "\"a,b\",,,2026-01-01T00:00:00Z\n"));
        CommandLineRun comma = desk.bursar("flags", "add", "billing_allowlist", "a,b");
        assertThat(comma.exit()).isEqualTo(2);
        assertThat(comma.stderr()).contains("there is no user 'a', 'b'"); // a list has no room for a name with a comma
        assertThat(desk.count("flag_change")).isZero();
    }

    @Test
    void parts_are_taken_back_to_what_stood_before_and_never_to_a_default() {
        done("flags", "set", "billing_rollout_percentage", "1");
        done("flags", "set", "billing_rollout_percentage", "5", "--part-of", "five");
        done("flags", "set", "billing_rollout_percentage", "25", "--part-of", "quarter");
        done("flags", "set", "billing_rollout_percentage", "25", "--part-of", "quarter"); // resumed after a kill
        done("flags", "add", "billing_allowlist", "ada", "--part-of", "quarter");
        assertThat(done("flags", "revert", "quarter", "-o", "csv").replace("\r\n", "\n"))
                .isEqualTo("flag,before,value\nbilling_allowlist,ada,\nbilling_rollout_percentage,25,5\n");
        assertThat(done("flags", "revert", "quarter"))
                .isEqualTo("Nothing was changed: nothing that is part of quarter stands.\n");
        done("flags", "set", "billing_rollout_percentage", "25", "--part-of", "quarter"); // forward again
        assertThat(flag("billing_rollout_percentage")).isEqualTo("25");
        done("flags", "revert", "five"); // the newer one still stands
        assertThat(flag("billing_rollout_percentage")).isEqualTo("25");
        done("flags", "revert", "quarter");
        assertThat(flag("billing_rollout_percentage")).isEqualTo("1");
    }

    @Test
    void a_part_is_taken_back_to_nothing_said_and_leaves_alone_what_was_set_since() {
        done("flags", "set", "shadow_billing_enabled", "true", "--part-of", "shadow");
        done("flags", "revert", "shadow", "--dry-run");
        assertThat(flag("shadow_billing_enabled")).isEqualTo("true");
        done("flags", "revert", "shadow");
        assertThat(flag("shadow_billing_enabled")).isEqualTo("false");
        assertThat(done("flags", "list", "-o", "json"))
                .contains("\"source\" : \"default\"", "\"allowed\" : \"percentage\"", "\"allowed\" : \"exact|ceil\"");
        done("flags", "set", "billing_rollout_percentage", "5", "--part-of", "five");
        done("flags", "set", "billing_rollout_percentage", "7");
        done("flags", "revert", "five");
        assertThat(flag("billing_rollout_percentage")).isEqualTo("7");
    }

    @Test
    void the_environment_of_a_command_stands_above_what_operators_say() {
        done("flags", "set", "billing_rollout_percentage", "0");
        assertThat(mode(Map.of(), "ada", "credits")).isEqualTo("off by billing_rollout_percentage");
        assertThat(mode(Map.of(Setting.BILLING_ALLOWLIST, "ben, ada"), "ada", "credits"))
                .isEqualTo("charge by billing_allowlist");
        assertThat(mode(Map.of(Setting.BILLING_ROLLOUT_PERCENTAGE, "100"), "ada", "credits"))
                .isEqualTo("charge by billing_rollout_percentage");
        assertThat(mode(Map.of(Setting.SHADOW_BILLING_ENABLED, "true"), "ada", "shobeis"))
                .isEqualTo("shadow by shadow_billing_enabled");
        assertThat(mode(Map.of(Setting.ENABLE_CREDITS_V2, "false"), "ada", "analysis"))
                .isEqualTo("legacy by credits_v2_enabled");
        assertThat(mode(Map.of(Setting.BILLING_CHARGING_ENABLED, "false"), "ada", "analysis"))
                .isEqualTo("off by billing_charging_enabled");
        assertThat(mode(Map.of(Setting.SHOBEIS_ENABLED, "false"), "ada", "shobeis"))
                .isEqualTo("off by shobeis_system_enabled");
    }

    @Test
    void members_are_counted_and_named_by_their_place() {
        done("flags", "set", "billing_rollout_percentage", "25");
        done("flags", "add", "billing_blocklist", "cleo");
        assertThat(done("flags", "members", "-o", "csv").replace("\r\n", "\n"))
                .startsWith("creditType,mode,decidedBy,users\nanalysis,charge,credits_v2_rollout_percentage,2\n"
                        + "analysis,legacy,billing_blocklist,1\n"
                        + "credits,charge,billing_rollout_percentage,1\n");
        assertThat(done("flags", "members", "--credit-type", "credits", "--mode", "charge", "-o", "csv")
                        .replace("\r\n", "\n"))
                .isEqualTo("userId,creditType,mode,decidedBy,flagValue,rolloutPlace\n"
                        + "ada,credits,charge,billing_rollout_percentage,25,9.57\n");
        assertThat(desk.bursar("flags", "members", "--credit-type", "gold").stderr())
                .contains("unknown credit type 'gold'");
        assertThat(desk.bursar("flags", "members", "--credit-type", "credits", "--mode", "in")
                        .stderr())
                .contains("--mode 'in' is malformed");
        assertThat(desk.bursar("flags", "members", "--mode", "charge").stderr()).contains("--mode needs --credit-type");
    }

    @Test
    void history_says_what_who_when_why_and_what_it_belongs_to() {
        done("flags", "set", "billing_rollout_percentage", "5", "--part-of", "five", "--reason", "phase 1");
        done("flags", "revert", "five", "--reason", "errors");
        desk.bursarWith(Map.of(Setting.BILLING_ROLLOUT_PERCENTAGE, "50"), "flags", "sync", "--reason", "node");
        JsonNode history = desk.bursar("flags", "history", "billing_rollout_percentage", "-o", "json")
                .json();
        List<String> lines = history.valueStream()
                .map(line -> line.path("value").asString() + " "
                        + line.path("source").stringValue() + " "
                        + line.path("reason").stringValue() + " "
                        + line.path("partOf").asString() + " "
                        + line.path("reverts").asString())
                .toList();
        assertThat(lines)
                .containsExactly("50 environment node  ", " operator errors  five", "5 operator phase 1 five ");
        assertThat(desk.bursar("flags", "history", "billing").stderr()).contains("unknown flag 'billing'");
    }
}
