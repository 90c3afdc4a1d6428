package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the shadow says beside what was charged. ANALYSIS costs 10 credits per 500 words; pro pays 0.7 of it. */
class ShadowComparisonTest {
    private ShadowTown town;

    @BeforeEach
    void open(@TempDir Path folder) {
        town = new ShadowTown(folder);
    }

    @AfterEach
    void close() {
        town.close();
    }

    @Test
    void each_difference_is_found_with_its_reason_and_the_sums_are_exact() {
        town.charge("ada", "same", "2026-11-10T08:00:00Z", 500); // 7
        town.charge("ada", "dear", "2026-11-10T09:00:00Z", 1_000); // 14, the legacy system knows no plan: 20
        town.charge("ada", "half", "2026-11-10T10:00:00Z", 500); // 7, and 6.5
        town.charge("ada", "twice", "2026-11-10T11:00:00Z", 500); // 7, and 7 again
        town.charge("ben", "never", "2026-11-11T08:00:00Z", 500); // 10, nobody charged it
        town.charge("ben", "odd", "2026-11-11T09:00:00Z", 500); // 10, and 99
        town.charge("ben", "mine", "2026-11-11T10:00:00Z", 500); // 10, charged to ada
        town.charge("ben", "night", "2026-11-11T23:59:59Z", 500); // 10, charged after midnight
        CommandLineRun run = town.against("""
                ada,shobeis,7,2026-11-10T08:00:01Z,same
                ada,shobeis,20,2026-11-10T09:00:01Z,dear
                ada,shobeis,6.5,2026-11-10T10:00:01Z,half
                ada,shobeis,7,2026-11-10T11:00:01Z,twice
                ada,shobeis,7,2026-11-10T11:00:02Z,twice
                ben,shobeis,99,2026-11-11T09:00:01Z,odd
                ada,shobeis,10,2026-11-11T10:00:01Z,mine
                ben,shobeis,10,2026-11-12T00:00:01Z,night
                ada,shobeis,3,2026-11-11T11:00:00Z,unseen
                zoe,shobeis,4,2026-11-11T12:00:00Z,stranger
                """);
        assertThat(run.exit()).as(run.stderr()).isEqualTo(3);
        assertThat(town.written("requests.csv")).isEqualTo("""
                        request_id,user_id,credit_type,occurred_at,model,kind,reason,charges,shadow_millicredits,real_millicredits,off_by_millicredits
                        dear,ada,shobeis,2026-11-10T09:00:00Z,,differs,multiplier,1,14000,20000,-6000
                        half,ada,shobeis,2026-11-10T10:00:00Z,,differs,rounding,1,7000,6500,500
                        mine,ada,shobeis,2026-11-11T10:00:01Z,,extra,other-user,1,,10000,-10000
                        twice,ada,shobeis,2026-11-10T11:00:00Z,,differs,duplicate,2,7000,14000,-7000
                        unseen,ada,shobeis,2026-11-11T11:00:00Z,,extra,not-recorded,1,,3000,-3000
                        mine,ben,shobeis,2026-11-11T10:00:00Z,,missing,other-user,0,10000,,10000
                        never,ben,shobeis,2026-11-11T08:00:00Z,,missing,not-charged,0,10000,,10000
                        night,ben,shobeis,2026-11-11T23:59:59Z,,missing,late,1,10000,10000,0
                        odd,ben,shobeis,2026-11-11T09:00:00Z,,differs,unexplained,1,10000,99000,-89000
                        stranger,zoe,shobeis,2026-11-11T12:00:00Z,,extra,unknown-user,1,,4000,-4000
                        """);
        assertThat(town.written("days.csv")).isEqualTo("""
                        day,credit_type,requests,compared,differing,shadow_millicredits,real_millicredits,off_by_millicredits,v2_millicredits,legacy_millicredits,legacy_off_by_millicredits
                        2026-11-10,shobeis,4,4,3,35000,47500,13500,35000,47500,-12500
                        2026-11-11,shobeis,7,7,7,40000,116000,126000,40000,116000,-76000
                        """);
        assertThat(town.written("users.csv")).isEqualTo("""
                        user_id,credit_type,requests,compared,differing,shadow_millicredits,real_millicredits,off_by_millicredits,v2_millicredits,legacy_millicredits,legacy_off_by_millicredits
                        ada,shobeis,6,6,5,35000,60500,26500,35000,60500,-25500
                        ben,shobeis,4,4,4,40000,99000,109000,40000,99000,-59000
                        zoe,shobeis,1,1,1,0,4000,4000,0,4000,-4000
                        """);
        assertThat(run.stdout())
                .contains("NO-GO.\n  shadow variance 85.3212 % is above 0.01 %\n")
                .contains("  legacy variance 54.1285 % is above 5 %\n")
                .contains("requests  11 seen, 11 compared, 10 differ\n")
                .contains("  missing  late                   1  off by 0\n");
    }

    @Test
    void as_many_credits_of_another_type_are_no_counterpart() {
        town.charge("ada", "same", "2026-11-10T08:00:00Z", 500);
        town.charge("ada", "a", "2026-11-10T09:00:00Z", 500);
        CommandLineRun run = town.against("""
                ada,shobeis,7,2026-11-10T08:00:01Z,same
                ada,analysis,7,2026-11-10T09:00:01Z,a
                """);
        assertThat(run.exit()).as(run.stderr()).isEqualTo(3);
        assertThat(town.written("requests.csv")).isEqualTo("""
                        request_id,user_id,credit_type,occurred_at,model,kind,reason,charges,shadow_millicredits,real_millicredits,off_by_millicredits
                        a,ada,analysis,2026-11-10T09:00:01Z,,extra,other-credit-type,1,,7000,-7000
                        a,ada,shobeis,2026-11-10T09:00:00Z,,missing,other-credit-type,0,7000,,7000
                        """);
        assertThat(town.written("users.csv")).contains("ada,shobeis,2,2,1,14000,7000,7000,14000,7000,7000\n");
    }

    @Test
    void a_comparison_without_a_legacy_system_takes_the_ledgers_own_charges() {
        town.ok("flags", "add", "billing_allowlist", "ada");
        town.charge("ada", "a", "2026-11-10T08:00:00Z", 500);
        town.charge("ben", "b", "2026-11-10T08:00:00Z", 500); // in the shadow alone: nothing to compare it with
        CommandLineRun run = town.shadow("-o", "json");
        assertThat(run.exit()).as(run.stdout()).isZero();
        JsonNode json = run.json();
        assertThat(json.path("counts").toString()).isEqualTo("{\"read\":2,\"written\":1,\"skipped\":1,\"rejected\":0}");
        assertThat(json.path("totals").path("realMillicredits").longValue()).isEqualTo(7_000);
        assertThat(town.desk().sql("SELECT verdict || ' ' || shadow_variance || ' ' || compared FROM shadow_verdicts"))
                .containsExactly("go 0 1");
    }

    @Test
    void consumption_without_request_ids_is_compared_user_by_user() {
        town.charge("ada", "a", "2026-11-10T08:00:00Z", 500);
        town.charge("ben", "b", "2026-11-10T08:00:00Z", 1_000);
        Path file = town.desk()
                .file(
                        "legacy.csv",
                        "user_id,credits,credit_type,occurred_at\nada,7.2,shobeis,2026-11-10T00:00:00Z\nben,20,shobeis,2026-11-11T00:00:00Z\n");
        CommandLineRun run = town.shadow("--legacy", file.toString());
        assertThat(run.exit()).as(run.stdout()).isZero(); // 0.2 of 27.2
        assertThat(run.stdout())
                .contains("legacy variance  0.7353 %\n")
                .contains("  ada, shobeis  7 by the shadow, 7.2 by the legacy system\n");
    }

    @Test
    void what_both_systems_charge_is_charged_twice() {
        town.ok("flags", "set", "shadow_billing_enabled", "false");
        town.charge("ada", "a", "2026-11-10T08:00:00Z", 500); // for real, unlogged
        assertThat(town.against("ada,shobeis,7,2026-11-10T08:00:01Z,a\n").exit())
                .isEqualTo(3);
        assertThat(town.written("requests.csv"))
                .contains("a,ada,shobeis,2026-11-10T08:00:00Z,,extra,duplicate,2,,14000,-14000");
    }

    @Test
    void a_price_that_was_changed_in_between_is_recognized() {
        town.charge("ada", "a", "2026-11-10T08:00:00Z", 500);
        Path catalogue = town.desk()
                .file(
                        "dear.yaml",
                        ShadowTown.text("migrations/default-catalogue.yaml")
                                .replace("credits: 10, per: 500", "credits: 20, per: 500"));
        town.desk().isAt("2026-11-11T00:00:00Z");
        town.ok("catalogue", "apply", catalogue.toString());
        assertThat(town.against("ada,shobeis,14,2026-11-10T08:00:01Z,a\n").exit())
                .isEqualTo(3);
        assertThat(town.written("requests.csv")).contains(",differs,price-version,1,7000,14000,-7000");
    }
}
