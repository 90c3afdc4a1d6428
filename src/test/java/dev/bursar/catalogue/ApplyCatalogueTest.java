package dev.bursar.catalogue;

import static dev.bursar.catalogue.CatalogueTexts.TYPES;
import static dev.bursar.catalogue.CatalogueTexts.catalogue;
import static dev.bursar.catalogue.CatalogueTexts.file;
import static dev.bursar.catalogue.CatalogueTexts.withPrice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bursar.catalogue.ApplyCatalogue.Applied;
import dev.bursar.config.Setting;
import dev.bursar.database.Database;
import dev.bursar.database.TestDatabase;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Applying files to a real database, on 15 November 2026. */
class ApplyCatalogueTest {
    private static final Instant NOW = Instant.parse("2026-11-15T12:00:00Z");
    private static final String CHEAP = withPrice("{action: go, credit-type: coins, credits: 1}");
    private static final String DEAR = withPrice("{action: go, credit-type: coins, credits: 9}");

    @AutoClose
    private final TestDatabase test = TestDatabase.migrated();

    @AutoClose
    private final Database database = test.open(Map.of(Setting.BURSAR_CLOCK, NOW.toString()));

    @Test
    void everything_that_a_file_says_reads_back_from_the_tables() {
        CatalogueFile defaults = CatalogueFile.read(Path.of("migrations/default-catalogue.yaml"));
        Applied applied = apply(defaults, null);
        assertThat(applied.isNew()).isTrue();
        assertThat(applied.replaced()).isNull();
        assertThat(applied.version().sha256()).isEqualTo(defaults.sha256());
        assertThat(inForce(null)).isEqualTo(defaults.catalogue());
        assertThat(inForce(NOW)).isEqualTo(defaults.catalogue());
    }

    @Test
    void while_the_ledger_is_empty_a_file_applies_from_the_beginning_of_time() {
        apply(CHEAP);
        Applied applied = apply(DEAR);
        assertThat(applied.version().appliesFrom()).isNull();
        assertThat(applied.differences())
                .containsExactly(new Difference(Difference.Kind.CHANGED, "prices[go]", "credits", "1", "9"));
        assertThat(inForce(null)).isEqualTo(catalogue(DEAR));
    }

    @Test
    void what_is_in_force_already_changes_nothing() {
        int first = apply(CHEAP).version().id();
        Applied again = apply("# said otherwise\n" + CHEAP.replace("credits: 1", "credits: 1.0"));
        assertThat(again.isNew()).isFalse();
        assertThat(again.version().id()).isEqualTo(first);
        assertThat(new Versions(database.client()).all()).hasSize(1);
    }

    @Test
    void once_something_is_granted_a_file_applies_from_now_and_the_past_keeps_its_prices() {
        apply(CHEAP);
        grantAt("2026-11-15T12:00:00Z");
        Applied applied = apply(DEAR);
        assertThat(applied.version().appliesFrom()).isEqualTo(NOW);
        assertThat(inForce(NOW.minusMillis(1))).isEqualTo(catalogue(CHEAP));
        assertThat(inForce(NOW)).isEqualTo(catalogue(DEAR));
    }

    @Test
    void a_date_to_come_is_waited_for() {
        apply(CHEAP);
        grantAt("2026-11-15T12:00:00Z");
        Instant december = Instant.parse("2026-12-01T00:00:00Z");
        Applied applied = apply(file(DEAR), december);
        assertThat(applied.version().appliesFrom()).isEqualTo(december);
        assertThat(inForce(NOW)).isEqualTo(catalogue(CHEAP));
        assertThat(inForce(december)).isEqualTo(catalogue(DEAR));
        // one that applies from now stands until then
        assertThat(apply(CHEAP.replace("credits: 1", "credits: 2")).version().appliesTo())
                .isEqualTo(december);
    }

    @Test
    void a_date_before_something_that_was_granted_is_refused() {
        apply(CHEAP);
        grantAt("2026-11-10T08:30:00Z");
        Fault fault =
                refused(() -> apply(file(DEAR), Instant.parse("2026-11-10T00:00:00Z")), FaultCode.CATALOGUE_TOO_EARLY);
        assertThat(fault)
                .hasMessage("the catalogue cannot apply from 2026-11-10T00:00:00Z: something was priced or granted at"
                        + " 2026-11-10T08:30:00Z by the version in force then");
        assertThat(fault.hint()).isEqualTo("Give --effective-from 2026-11-11 or later; nothing was changed.");
        assertThat(new Versions(database.client()).all()).hasSize(1);
        assertThat(apply(file(DEAR), Instant.parse("2026-11-11T00:00:00Z")).isNew())
                .isTrue();
    }

    @Test
    void the_very_instant_of_something_granted_is_refused_where_it_is_named() {
        apply(CHEAP);
        grantAt("2026-11-01T00:00:00Z");
        refused(() -> apply(file(DEAR), Instant.parse("2026-11-01T00:00:00Z")), FaultCode.CATALOGUE_TOO_EARLY);
    }

    @Test
    void now_is_refused_while_something_lies_ahead_of_it() {
        apply(CHEAP);
        grantAt("2026-11-20T00:00:00Z");
        refused(() -> apply(DEAR), FaultCode.CATALOGUE_TOO_EARLY);
    }

    @Test
    void plans_with_subscribers_and_credit_types_with_accounts_are_not_taken_away() {
        apply(TYPES + "plans:\n  - {code: pro}\n  - {code: free}\n");
        grantAt("2026-11-10T08:30:00Z");
        database.client()
                .sql("SELECT change_subscription('ada', 'pro', NULL, NULL, NULL, NULL, NULL, NULL, NULL)")
                .query()
                .singleRow();
        String without = "credit-types:\n  - {code: dust, granularity: 1}\nplans:\n  - {code: basic}\n";
        assertThat(refused(() -> apply(without), FaultCode.CATALOGUE_IN_USE))
                .hasMessage("the file takes away what is in use: plan pro, with 1 active subscription(s);"
                        + " credit type coins, with 1 account(s)");
        assertThat(apply(TYPES + "plans:\n  - {code: pro}\n").isNew()).isTrue();
    }

    @Test
    void a_plan_whose_subscribers_have_gone_may_go() {
        apply(TYPES + "plans:\n  - {code: pro}\n");
        grantAt("2026-11-10T08:30:00Z");
        for (String status : new String[] {"active", "canceled"}) {
            database.client()
                    .sql("SELECT change_subscription('ada', 'pro', NULL, NULL, :status, NULL, NULL, NULL, NULL)")
                    .param("status", status)
                    .query()
                    .singleRow();
        }
        assertThat(apply(TYPES).isNew()).isTrue();
    }

    @Test
    void the_granularity_of_a_credit_type_stays_once_somebody_holds_it() {
        apply(TYPES);
        String finer = TYPES.replace("granularity: 1000", "granularity: 1");
        apply(finer);
        assertThat(inForce(null)).isEqualTo(catalogue(finer));
        grantAt("2026-11-10T08:30:00Z");
        assertThat(refused(() -> apply(TYPES), FaultCode.CATALOGUE_IN_USE))
                .hasMessage(
                        "the granularity of credit type coins cannot become 1000: accounts or earlier versions of the"
                                + " catalogue go by the one it has");
    }

    @Test
    void the_actor_and_the_file_are_kept() {
        apply(CHEAP);
        assertThat(database.client()
                        .sql("SELECT actor || ': ' || source FROM catalogue_version")
                        .query(String.class)
                        .single())
                .isEqualTo(System.getProperty("user.name") + ": " + CHEAP);
    }

    private Applied apply(String text) {
        return apply(file(text), null);
    }

    private Applied apply(CatalogueFile file, @Nullable Instant from) {
        return database.inTransaction(client -> new ApplyCatalogue(client).apply(file, Optional.ofNullable(from)));
    }

    private Catalogue inForce(@Nullable Instant at) {
        int version = new Versions(database.client()).at(at).orElseThrow().id();
        return new CatalogueTables(database.client()).read(version);
    }

    /** Ada is given a coin; the ledger is empty no more. */
    private void grantAt(String instant) {
        try (Database host = test.open(Map.of(Setting.BURSAR_CLOCK, instant))) {
            host.client()
                    .sql("INSERT INTO customer (user_id, created_at) VALUES ('ada', '2026-01-01Z')")
                    .update();
            host.client()
                    .sql("SELECT grant_credits('ada', 'coins', 1000, NULL, 'gift', 'a test')")
                    .query()
                    .singleRow();
        }
    }

    private static Fault refused(Runnable action, FaultCode code) {
        Fault fault = catchThrowableOfType(Fault.class, action::run);
        assertThat(fault).isNotNull();
        assertThat(fault.code()).isEqualTo(code);
        return fault;
    }
}
