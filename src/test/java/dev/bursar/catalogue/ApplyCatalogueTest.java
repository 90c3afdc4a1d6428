package dev.bursar.catalogue;

import static dev.bursar.catalogue.CatalogueDesk.NOW;
import static dev.bursar.catalogue.CatalogueTexts.catalogue;
import static dev.bursar.catalogue.CatalogueTexts.withPrice;
import static dev.bursar.catalogue.CatalogueTexts.withType;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bursar.catalogue.ApplyCatalogue.Applied;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** From when a file applies, and that it applies as a whole. */
class ApplyCatalogueTest {
    private static final String CHEAP = withPrice("{action: go, credit-type: coins, credits: 1}");
    private static final String DEAR = withPrice("{action: go, credit-type: coins, credits: 9}");

    @AutoClose
    private final CatalogueDesk desk = new CatalogueDesk();

    @Test
    void everything_that_a_file_says_reads_back_from_the_tables() {
        CatalogueFile defaults = CatalogueFile.read(Path.of("migrations/default-catalogue.yaml"));
        Applied applied = desk.apply(defaults, null);
        assertThat(applied.isNew()).isTrue();
        assertThat(applied.replaced()).isNull();
        assertThat(applied.version().sha256()).isEqualTo(defaults.sha256());
        assertThat(desk.inForce(null)).isEqualTo(defaults.catalogue());
        assertThat(desk.inForce(NOW)).isEqualTo(defaults.catalogue());
    }

    @Test
    void while_the_ledger_is_empty_a_file_applies_from_the_beginning_of_time() {
        desk.apply(CHEAP);
        Applied applied = desk.apply(DEAR);
        assertThat(applied.version().appliesFrom()).isNull();
        assertThat(applied.differences())
                .containsExactly(new Difference(Difference.Kind.CHANGED, "prices[go]", "credits", "1", "9"));
        assertThat(desk.inForce(null)).isEqualTo(catalogue(DEAR));
    }

    @Test
    void what_is_in_force_already_changes_nothing() {
        int first = desk.apply(CHEAP).version().id();
        Applied again = desk.apply("# said otherwise\n" + CHEAP.replace("credits: 1", "credits: 1.0"));
        assertThat(again.isNew()).isFalse();
        assertThat(again.version().id()).isEqualTo(first);
        assertThat(desk.count("catalogue_version")).isEqualTo(1);
    }

    @Test
    void once_something_is_granted_a_file_applies_from_now_and_the_past_keeps_its_prices() {
        desk.apply(CHEAP);
        desk.grantAt("2026-11-15T12:00:00Z");
        Applied applied = desk.apply(DEAR);
        assertThat(applied.version().appliesFrom()).isEqualTo(NOW);
        assertThat(desk.inForce(NOW.minusMillis(1))).isEqualTo(catalogue(CHEAP));
        assertThat(desk.inForce(NOW)).isEqualTo(catalogue(DEAR));
    }

    @Test
    void a_version_waits_for_its_date_and_one_from_now_stands_until_then() {
        desk.apply(CHEAP);
        desk.grantAt("2026-11-15T12:00:00Z");
        Instant december = Instant.parse("2026-12-01T00:00:00Z");
        assertThat(desk.apply(DEAR, "2026-12-01T00:00:00Z").version().appliesFrom())
                .isEqualTo(december);
        assertThat(desk.inForce(NOW)).isEqualTo(catalogue(CHEAP));
        assertThat(desk.inForce(december)).isEqualTo(catalogue(DEAR));
        Applied now = desk.apply(CHEAP.replace("credits: 1", "credits: 2"));
        assertThat(now.version().appliesTo()).isEqualTo(december);
    }

    @Test
    void the_actor_and_the_file_are_kept() {
        desk.apply(CHEAP);
        assertThat(desk.text("SELECT actor || ': ' || source FROM catalogue_version"))
                .isEqualTo(System.getProperty("user.name") + ": " + CHEAP);
    }

    @Test
    void a_rehearsal_says_what_would_come_and_leaves_nothing() {
        desk.apply(CHEAP);
        assertThat(desk.rehearse(withType("{code: x, granularity: 1}")).differences())
                .hasSize(2);
        assertThat(desk.count("catalogue_version")).isEqualTo(1);
        assertThat(desk.count("credit_type")).isEqualTo(2);
    }

    @Test
    void what_the_database_refuses_leaves_nothing_half_applied() {
        desk.execute("ALTER TABLE catalogue_price ADD CONSTRAINT price_is_low CHECK (base_millicredits < 5000)");
        assertThatThrownBy(() -> desk.apply(DEAR)).hasMessageContaining("price_is_low");
        assertThat(desk.count("catalogue_version")).isZero();
        assertThat(desk.count("credit_type")).isZero();
    }

    @Test
    void one_file_applied_by_eight_operators_at_once_makes_one_version() {
        List<Future<Boolean>> answers;
        try (ExecutorService operators = Executors.newFixedThreadPool(8)) {
            answers = IntStream.range(0, 8)
                    .mapToObj(operator -> operators.submit(() -> desk.appliesOnAConnectionOfItsOwn(CHEAP)))
                    .toList();
        }
        assertThat(answers)
                .extracting(Future::resultNow)
                .hasSize(8)
                .filteredOn(wasNew -> wasNew)
                .hasSize(1);
        assertThat(desk.count("catalogue_version")).isEqualTo(1);
    }
}
