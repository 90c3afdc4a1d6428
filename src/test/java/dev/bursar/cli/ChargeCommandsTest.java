package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Charges and their refunds, freezing and switches. Ada is on pro: 5,000 shobeis, 10 each started 500 words, times 0.7. */
class ChargeCommandsTest {
    private Desk desk;

    @BeforeEach
    void open(@TempDir Path folder) {
        desk = new Desk(folder);
        desk.hasSubscriber("ada", "pro", "2026-11-01");
        desk.hasCustomers("poor");
    }

    @AfterEach
    void close() {
        assertThat(desk.brokenInvariants()).isEmpty();
        desk.close();
    }

    private CommandLineRun charge(String user, String key, String quantity, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("charge", user, "--action", "ANALYSIS", "--quantity", quantity, "--key", key));
        arguments.addAll(List.of(more));
        return desk.bursar(arguments.toArray(String[]::new));
    }

    @Test
    void a_charge_prints_the_function_s_answer() {
        CommandLineRun run = charge("ada", "k1", "1200", "-o", "json");
        assertThat(run.exit()).isZero();
        assertThat(run.json().path("status").stringValue()).isEqualTo("charged");
        assertThat(run.json().path("chargedMillicredits").longValue()).isEqualTo(21_000);
        assertThat(run.json().path("balanceMillicredits").longValue()).isEqualTo(4_979_000);
        assertThat(charge("ada", "k1", "1200", "-o", "json").stdout()).isEqualTo(run.stdout());
        assertThat(charge("ada", "k1", "1300").exit()).isEqualTo(4);
    }

    @Test
    void one_credit_is_one_credit() {
        assertThat(desk.bursar("charge", "ada", "--action", "resume-analysis", "--key", "k1")
                        .stdout())
                .startsWith("Charged 1 credit; 99 are left.\n");
    }

    @Test
    void people_read_what_was_charged_and_how_to_take_it_back() {
        assertThat(charge("ada", "k1", "1200").stdout()).isEqualTo("""
                Charged 21 credits; 4,979 are left.
                Next: bursar refund ada --key k1 --reason R takes it back.
                """);
    }

    @Test
    void a_batch_has_its_discount() {
        assertThat(charge("ada", "k1", "10000", "--items", "10", "-o", "json")
                        .json()
                        .path("chargedMillicredits")
                        .longValue())
                .isEqualTo(126_000);
    }

    @Test
    void insufficient_is_exit_3_with_the_contract_s_answer() {
        CommandLineRun run = charge("poor", "k1", "500", "-o", "json");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.json().path("error").stringValue()).isEqualTo("Insufficient credits");
        assertThat(run.json().path("requiredCredits").intValue()).isEqualTo(10);
        assertThat(run.json().path("currentCredits").intValue()).isZero();
        assertThat(charge("poor", "k1", "500").stdout()).isEqualTo("""
                Not charged: it costs 10 credits, and 0 can be spent.
                Next: bursar lots poor shows what there is.
                """);
        assertThat(charge("poor", "k2", "61750").stdout())
                .startsWith("Not charged: it costs 1,240 credits, and 0 can be spent.\n");
    }

    @Test
    void a_frozen_user_is_not_charged_until_unfrozen() {
        assertThat(desk.bursar("freeze", "ada", "--reason", "chargeback").stdout())
                .startsWith("ada is frozen: nothing is charged.\n");
        assertThat(desk.bursar("freeze", "ada", "--reason", "again").stdout())
                .startsWith("ada was frozen already; nothing was changed.\n");
        CommandLineRun run = charge("ada", "k1", "500");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.stdout()).startsWith("Not charged: the user is frozen (chargeback).\n");
        assertThat(desk.bursar("unfreeze", "ada").stdout()).startsWith("ada can spend again.\n");
        assertThat(charge("ada", "k1", "500").exit()).isZero();
    }

    @Test
    void a_switch_that_is_off_charges_nothing_and_is_no_refusal() {
        assertThat(desk.bursar("flags", "set", "shobeis_system_enabled", "off").stdout())
                .startsWith("shobeis_system_enabled is false, was true.\n");
        CommandLineRun run = charge("ada", "k1", "500", "-o", "json");
        assertThat(run.exit()).isZero();
        assertThat(run.json().path("status").stringValue()).isEqualTo("off");
        assertThat(run.json().path("chargedMillicredits").longValue()).isZero();
    }

    @Test
    void flags_list_says_who_switched_and_refuses_what_is_none() {
        desk.bursar("flags", "set", "billing_purchase_enabled", "false", "--reason", "audit");
        String switched = desk.bursar("flags", "list", "-o", "csv")
                .stdout()
                .lines()
                .filter(line -> line.startsWith("billing_purchase_enabled,"))
                .findFirst()
                .orElseThrow();
        assertThat(switched)
                .startsWith("billing_purchase_enabled,false,operator,2026-11-15T10:00:00Z,")
                .contains(",audit,true,");
        assertThat(desk.bursar("flags", "set", "unicorns", "true").stderr())
                .isEqualTo("bursar: unknown flag 'unicorns'\n  bursar flags list names them all.\n");
        CommandLineRun malformed = desk.bursar("flags", "set", "billing_purchase_enabled", "maybe");
        assertThat(malformed.exit()).isEqualTo(2);
        assertThat(malformed.stderr())
                .startsWith(
                        "bursar: flag billing_purchase_enabled takes true or false, not 'maybe'; nothing was changed");
    }

    @Test
    void a_refund_gives_the_credits_back_once() {
        charge("ada", "k1", "1200");
        CommandLineRun run = desk.bursar("refund", "ada", "--key", "k1", "--reason", "wrong file");
        assertThat(run.stdout()).isEqualTo("""
                Refunded 21 credits to ada; the balance is 5,000.
                Next: bursar ledger ada shows the charge and its refund.
                """);
        assertThat(desk.bursar("refund", "ada", "--key", "k1", "--reason", "wrong file")
                        .stdout())
                .isEqualTo(run.stdout());
        assertThat(desk.count("entry")).isEqualTo(3);
    }

    @Test
    void a_key_of_nobody_or_of_somebody_else_cannot_be_refunded() {
        charge("ada", "k1", "1200");
        for (String[] who : new String[][] {{"ada", "k2"}, {"poor", "k1"}}) {
            CommandLineRun run = desk.bursar("refund", who[0], "--key", who[1], "--reason", "r");
            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.stderr())
                    .startsWith("bursar: user '" + who[0] + "' has no charge with key '" + who[1]
                            + "'; nothing was refunded\n");
        }
    }

    @Test
    void what_cannot_be_charged_is_exit_2() {
        assertThat(desk.bursar("charge", "ada", "--action", "DANCE", "--key", "k")
                        .stderr())
                .startsWith("bursar: action 'DANCE' has no price at 2026-11-15T10:00:00Z");
        assertThat(charge("ada", "k1", "0").exit()).isEqualTo(2);
        assertThat(charge("ada", "k1", "-5").exit()).isEqualTo(2);
        assertThat(charge("ada", "k1", "many").exit()).isEqualTo(2);
        assertThat(charge("nobody", "k1", "5").exit()).isEqualTo(2);
        assertThat(desk.bursar("charge", "ada", "--action", "ANALYSIS").exit()).isEqualTo(2);
        assertThat(desk.count("entry")).isZero();
    }
}
