package dev.bursar.catalogue;

import static dev.bursar.catalogue.CatalogueTexts.TYPES;
import static dev.bursar.catalogue.CatalogueTexts.catalogue;
import static dev.bursar.catalogue.CatalogueTexts.withPrice;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.fault.Exit;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A right file is refused where history or users stand on what it would change. */
class CatalogueRefusalTest {
    private static final String CHEAP = withPrice("{action: go, credit-type: coins, credits: 1}");
    private static final String DEAR = withPrice("{action: go, credit-type: coins, credits: 9}");
    private static final String WITH_PRO = TYPES + "plans:\n  - {code: pro}\n";

    @AutoClose
    private final CatalogueDesk desk = new CatalogueDesk();

    @Test
    void a_date_before_something_that_was_granted() {
        desk.apply(CHEAP);
        desk.grantAt("2026-11-10T08:30:00Z");
        Fault fault = desk.refused(FaultCode.CATALOGUE_TOO_EARLY, () -> desk.apply(DEAR, "2026-11-10T00:00:00Z"));
        assertThat(fault.code().exit()).isEqualTo(Exit.REFUSED);
        assertThat(fault)
                .hasMessage("the catalogue cannot apply from 2026-11-10T00:00:00Z: something was priced or granted at"
                        + " 2026-11-10T08:30:00Z by the version in force then");
        assertThat(fault.hint()).isEqualTo("Give --effective-from 2026-11-11 or later; nothing was changed.");
        assertThat(desk.count("catalogue_version")).isEqualTo(1);
        assertThat(desk.apply(DEAR, "2026-11-11T00:00:00Z").isNew()).isTrue();
    }

    @Test
    void the_very_instant_of_something_granted_where_it_is_named() {
        desk.apply(CHEAP);
        desk.grantAt("2026-11-01T00:00:00Z");
        desk.refused(FaultCode.CATALOGUE_TOO_EARLY, () -> desk.apply(DEAR, "2026-11-01T00:00:00Z"));
    }

    @Test
    void now_while_something_lies_ahead_of_it() {
        desk.apply(CHEAP);
        desk.grantAt("2026-11-20T00:00:00Z");
        desk.refused(FaultCode.CATALOGUE_TOO_EARLY, () -> desk.apply(DEAR));
    }

    @Test
    void the_loss_of_plans_with_subscribers_and_of_credit_types_with_accounts() {
        desk.apply(WITH_PRO + "  - {code: free}\n");
        desk.grantAt("2026-11-10T08:30:00Z");
        desk.subscribe("ada", "pro", "active");
        String without = "credit-types:\n  - {code: dust, granularity: 1}\nplans:\n  - {code: basic}\n";
        Fault fault = desk.refused(FaultCode.CATALOGUE_IN_USE, () -> desk.apply(without));
        assertThat(fault)
                .hasMessage("the file takes away what is in use: plan pro (active subscriptions: 1);"
                        + " credit type coins (accounts: 1)");
        assertThat(desk.apply(WITH_PRO).isNew()).as("free has no subscriber").isTrue();
    }

    @Test
    void not_the_loss_of_a_plan_whose_subscribers_have_gone() {
        desk.apply(WITH_PRO);
        desk.grantAt("2026-11-10T08:30:00Z");
        desk.subscribe("ada", "pro", "active");
        desk.subscribe("ada", "pro", "canceled");
        assertThat(desk.apply(TYPES).isNew()).isTrue();
    }

    @Test
    void another_granularity_once_somebody_holds_the_credit_type() {
        String finer = TYPES.replace("granularity: 1000", "granularity: 1");
        desk.apply(TYPES);
        desk.apply(finer);
        assertThat(desk.inForce(null)).isEqualTo(catalogue(finer));
        desk.grantAt("2026-11-10T08:30:00Z");
        assertThat(desk.refused(FaultCode.CATALOGUE_IN_USE, () -> desk.apply(TYPES)))
                .hasMessage("the granularity of credit type coins cannot become 1000: accounts or earlier versions of"
                        + " the catalogue go by the one it has");
    }

    @Test
    void what_happened_since_is_found_by_time_and_not_by_reading_all_of_history() {
        assertThat(desk.planOf(
                        LedgerUse.LATEST_SINCE.replace(":from", "'2026-11-10'").replace(":isNamed", "true")))
                .contains("entry_by_time")
                .doesNotContain("Seq Scan");
    }
}
