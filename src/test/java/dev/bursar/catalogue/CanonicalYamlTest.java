package dev.bursar.catalogue;

import static dev.bursar.catalogue.CatalogueTexts.catalogue;
import static dev.bursar.catalogue.CatalogueTexts.withAllowance;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A catalogue is printed in one form, with what was left out written down. */
class CanonicalYamlTest {
    @Test
    void defaults_are_written_down_and_trailing_zeros_dropped() {
        String text = withAllowance("{credit-type: coins, credits: 5.000, rollover: {percent: 12.50}}")
                + "packages:\n  - {code: box, price-cents: 100, currency: usd, credit-type: dust, credits: 0.001}\n"
                + "prices:\n  - {action: 'yes', credit-type: coins, credits: 1, caps: {day: 10}}\n"
                + "  - {action: chat, credit-type: dust, provider-prices: true, markup: 4.0}\n";
        assertThat(CanonicalYaml.print(catalogue(text))).isEqualTo("""
                        credit-types:
                          - {code: coins, granularity: 1000}
                          - {code: dust, granularity: 1, credits-per-usd: 1000}
                        plans:
                          - code: pro
                            multiplier: 1
                            missed-periods: grant-each
                            allowances:
                              - {credit-type: coins, credits: 5, expires: period-end, rollover: {percent: 12.5, periods: 1}}
                        packages:
                          - {code: box, price-cents: 100, currency: usd, credit-type: dust, credits: 0.001, expires: never}
                        prices:
                          - {action: chat, credit-type: dust, provider-prices: true, markup: 4}
                          - {action: "yes", credit-type: coins, credits: 1, per: 1, minimum: 0, caps: {day: 10}}
                        """);
    }

    @Test
    void empty_sections_are_printed_as_such() {
        String printed = CanonicalYaml.print(catalogue(CatalogueTexts.TYPES));
        assertThat(printed).endsWith("plans: []\npackages: []\nprices: []\n");
        assertThat(catalogue(printed)).isEqualTo(catalogue(CatalogueTexts.TYPES));
    }

    @Test
    void the_default_catalogue_reads_back_as_printed() {
        Catalogue defaults =
                CatalogueFile.read(Path.of("migrations/default-catalogue.yaml")).catalogue();
        assertThat(catalogue(CanonicalYaml.print(defaults))).isEqualTo(defaults);
    }
}
