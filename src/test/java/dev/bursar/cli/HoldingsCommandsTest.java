package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.config.Setting;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What operators read of a user: balance, ledger, lots, explain. Ada is on pro; October ends with 4,958 shobeis unused. */
class HoldingsCommandsTest {
    @TempDir
    private Path folder;

    @AutoClose
    private Desk desk;

    @BeforeEach
    void open() {
        desk = new Desk(folder);
        desk.hasSubscriber("ada", "pro", "2026-10-01");
        desk.hasCustomers("new");
        desk.load("purchases", Desk.PURCHASES + "p1,ada,starter,999,usd,2026-10-02T00:00:00Z\n");
        desk.isAt("2026-10-20T08:00:00Z");
        assertThat(charge("oct", "3000").exit()).isZero();
        desk.isAt("2026-11-15T10:00:00Z");
        assertThat(charge("nov", "1200").exit()).isZero();
    }

    private CommandLineRun charge(String key, String quantity) {
        return desk.bursar("charge", "ada", "--action", "ANALYSIS", "--quantity", quantity, "--key", key);
    }

    @Test
    void a_balance_is_the_contract_s_array() {
        assertThat(desk.bursar("balance", "ada", "-o", "json").stdout()).isEqualToIgnoringWhitespace("""
                [{"creditType": "credits", "balanceMillicredits": 9990000, "spendableMillicredits": 9990000},
                 {"creditType": "shobeis", "balanceMillicredits": 6979000, "spendableMillicredits": 6979000}]""");
        assertThat(desk.bursar("balance", "ada").stdout()).isEqualTo("""
                credit type  balance  spendable
                credits        9,990      9,990
                shobeis        6,979      6,979
                """);
    }

    @Test
    void what_is_past_its_expiry_is_not_spendable_although_no_job_has_expired_it() {
        desk.isAt("2026-12-01T00:00:00Z");
        JsonNode shobeis = desk.bursar("balance", "ada", "-o", "json").json().get(1);
        assertThat(shobeis.path("balanceMillicredits").longValue()).isEqualTo(6_979_000);
        assertThat(shobeis.path("spendableMillicredits").longValue()).isZero();
    }

    @Test
    void who_holds_nothing_has_an_empty_list() {
        for (String command : List.of("balance", "ledger", "lots", "explain")) {
            CommandLineRun run = desk.bursar(command, "new", "-o", "json");
            assertThat(run.exit()).isZero();
            assertThat(run.stdout().strip()).isEqualTo("[]");
        }
        assertThat(desk.bursar("balance", "new").stdout()).isEqualTo("User new holds no credits of any type yet.\n");
    }

    @Test
    void an_unknown_user_is_exit_2_everywhere() {
        for (String command : List.of("balance", "ledger", "lots", "explain", "unfreeze")) {
            CommandLineRun run = desk.bursar(command, "nobody");
            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.stderr()).isEqualTo("""
                    bursar: unknown user 'nobody'
                      Load the user first: bursar import customers FILE.
                    """);
        }
        assertThat(desk.bursar("subscription", "show", "nobody").exit()).isEqualTo(2);
    }

    @Test
    void a_ledger_has_the_view_s_columns_oldest_first() {
        CommandLineRun run = desk.bursar("ledger", "ada", "-o", "json");
        assertThat(run.json().get(0).propertyNames())
                .containsExactly(
                        "id",
                        "userId",
                        "creditType",
                        "type",
                        "amountMillicredits",
                        "balanceBeforeMillicredits",
                        "balanceAfterMillicredits",
                        "idempotencyKey",
                        "referenceId",
                        "requestId",
                        "actor",
                        "reason",
                        "occurredAt",
                        "bookedOn",
                        "createdAt");
        assertThat(run.json().findValuesAsString("type"))
                .containsExactly("purchase", "allocation", "deduction", "expiry", "allocation", "deduction");
        assertThat(desk.bursar("ledger", "ada", "--credit-type", "shobeis", "--newest", "1", "-o", "json")
                        .json()
                        .findValuesAsString("idempotencyKey"))
                .containsExactly("nov");
    }

    @Test
    void lots_come_in_the_order_of_consumption() {
        JsonNode lots = desk.bursar("lots", "ada", "--credit-type", "shobeis", "-o", "json")
                .json();
        assertThat(lots.get(0).propertyNames())
                .containsExactly(
                        "id",
                        "userId",
                        "creditType",
                        "source",
                        "grantedMillicredits",
                        "remainingMillicredits",
                        "priority",
                        "carried",
                        "effectiveAt",
                        "expiresAt",
                        "netPriceCents",
                        "currency");
        assertThat(lots.get(0).path("carried").intValue()).isEqualTo(1);
        assertThat(lots.get(0).path("remainingMillicredits").longValue()).isEqualTo(1_979_000);
        assertThat(lots.get(1).path("remainingMillicredits").longValue()).isEqualTo(5_000_000);
        assertThat(desk.bursar("lots", "ada").stdout()).contains("9.99  usd");
    }

    @Test
    void explain_says_rule_version_and_arithmetic() {
        CommandLineRun run = desk.bursar("explain", "ada", "--at", "2026-11-20T00:00:00Z", "--credit-type", "shobeis");
        assertThat(run.exit()).isZero();
        assertThat(run.stdout())
                .startsWith("ada at 2026-11-20T00:00:00Z: 6,979 shobeis, of which 6,979 could be spent.\n")
                .contains("Subscription: plan pro, active, calendar months in UTC; in force from the beginning")
                .contains("Catalogue: version 1, which applies from the beginning.\n")
                .contains("Period: 2026-11-01T00:00:00Z to 2026-12-01T00:00:00Z, opened by a charge or a reading")
                .contains("Before it 4,958 were held; of the ended allowance 2,000 were carried over and 2,958 expired"
                        + " (50 % is carried over, at most 2,000, each lot once; the rest expires).")
                .contains("ANALYSIS: 3 × 10 × 0.7 (version 1)");
    }

    @Test
    void explain_looks_back_and_sees_what_was_then() {
        JsonNode then = desk.bursar(
                        "explain", "ada", "--at", "2026-10-25T00:00:00Z", "--credit-type", "shobeis", "-o", "json")
                .json()
                .get(0);
        assertThat(then.path("balanceMillicredits").longValue()).isEqualTo(4_958_000);
        assertThat(then.path("spendableMillicredits").longValue()).isEqualTo(4_958_000);
        assertThat(then.path("lots").size()).isEqualTo(1);
        assertThat(then.path("lots").get(0).path("expiresAt").stringValue()).isEqualTo("2026-11-01T00:00:00Z");
        assertThat(then.path("entries").findValuesAsString("type")).containsExactly("allocation", "deduction");
        assertThat(then.path("period").path("plan").stringValue()).isEqualTo("pro");
        assertThat(then.path("prices").get(0).path("action").stringValue()).isEqualTo("ANALYSIS");
    }

    @Test
    void a_time_without_zone_is_exit_2() {
        CommandLineRun run = desk.bursar("explain", "ada", "--at", "2026-11-20T00:00:00");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.stderr())
                .contains("'2026-11-20T00:00:00' is no instant; write it with its zone, as 2026-11-01T00:00:00Z");
    }

    @Test
    void explain_shows_what_the_environment_puts_in_a_price_s_place() {
        JsonNode price = desk.bursarWith(
                        Map.of(Setting.MIN_TRANSACTION_AMOUNT, "3", Setting.BATCH_DISCOUNT_THRESHOLD, "5"),
                        "explain",
                        "ada",
                        "--credit-type",
                        "shobeis",
                        "-o",
                        "json")
                .json()
                .get(0)
                .path("prices")
                .get(0);
        assertThat(price.path("minimumMillicredits").longValue()).isEqualTo(3_000);
        assertThat(price.path("batchFrom").intValue()).isEqualTo(5);
        assertThat(price.path("overriddenBy").stringValue())
                .isEqualTo("MIN_TRANSACTION_AMOUNT, BATCH_DISCOUNT_THRESHOLD");
    }

    @Test
    void explain_tells_of_a_plan_whose_first_day_has_not_come() {
        desk.hasSubscriber("later", "pro", "2027-01-01");
        assertThat(desk.bursar("explain", "later", "--credit-type", "shobeis").stdout())
                .startsWith("later at ")
                .contains(": 0 shobeis, of which 0 could be spent.\n")
                .contains("Subscription: plan pro, active")
                .contains("No period of shobeis was open.")
                .contains("ANALYSIS");
    }
}
