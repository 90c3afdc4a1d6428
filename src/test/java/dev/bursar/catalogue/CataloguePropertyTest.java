package dev.bursar.catalogue;

import static dev.bursar.catalogue.CatalogueTexts.catalogue;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.fault.Fault;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CataloguePropertyTest {
    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void what_is_printed_reads_back_the_same(@ForAll("catalogues") Catalogue catalogue) {
        String printed = CanonicalYaml.print(catalogue);
        assertThat(catalogue(printed)).isEqualTo(catalogue);
        assertThat(CanonicalYaml.print(catalogue(printed))).isEqualTo(printed);
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void catalogues_differ_exactly_when_they_are_not_equal(
            @ForAll("catalogues") Catalogue one, @ForAll("catalogues") Catalogue other) {
        assertThat(Differences.between(one, one)).isEmpty();
        assertThat(Differences.between(one, other).isEmpty()).isEqualTo(one.equals(other));
        assertThat(Differences.between(one, other)).hasSameSizeAs(Differences.between(other, one));
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void damaged_files_are_read_or_refused_and_nothing_else(@ForAll("damagedFiles") byte[] bytes) {
        try {
            CatalogueFile.of("test.yaml", bytes);
        } catch (Fault refused) {
            assertThat(refused.getMessage()).contains("test.yaml");
        }
    }

    @Provide
    Arbitrary<Catalogue> catalogues() {
        return RandomCatalogues.any();
    }

    /** Catalogues in which a few bytes were cut out and others put in. */
    @Provide
    Arbitrary<byte[]> damagedFiles() {
        Arbitrary<String> scrap = Arbitraries.of(
                "",
                "[",
                "}",
                "-",
                ": ",
                "&a ",
                "*a",
                "!!int ",
                "---\n",
                "\t",
                "\"",
                "'",
                "|",
                "%",
                "\u0000",
                "\u00e9",
                "9".repeat(50),
                "- 1\n");
        return RandomCatalogues.any()
                .map(CanonicalYaml::print)
                .flatMap(text -> Arbitraries.integers()
                        .between(0, text.length() - 1)
                        .flatMap(from -> Arbitraries.integers()
                                .between(from, Math.min(text.length(), from + 20))
                                .flatMap(to -> scrap.map(put -> (text.substring(0, from) + put + text.substring(to))
                                        .getBytes(StandardCharsets.UTF_8)))));
    }
}
