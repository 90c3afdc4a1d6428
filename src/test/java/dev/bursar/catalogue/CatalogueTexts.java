package dev.bursar.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bursar.fault.Exit;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.nio.charset.StandardCharsets;

/** Catalogue files for tests, named test.yaml: right but for what a test puts in. */
final class CatalogueTexts {
    /** Whole coins without a rate, and dust in millicredits with one. */
    static final String TYPES = """
            credit-types:
              - {code: coins, granularity: 1000}
              - {code: dust, granularity: 1, credits-per-usd: 1000}
            """;

    private CatalogueTexts() {}

    static String withType(String item) {
        return TYPES + "  - " + item + "\n";
    }

    static String withPlan(String item) {
        return TYPES + "plans:\n  - " + item + "\n";
    }

    static String withAllowance(String item) {
        return withPlan("code: pro\n    allowances:\n      - " + item);
    }

    static String withPackage(String item) {
        return TYPES + "packages:\n  - " + item + "\n";
    }

    static String withPrice(String item) {
        return TYPES + "prices:\n  - " + item + "\n";
    }

    static CatalogueFile file(String text) {
        return CatalogueFile.of("test.yaml", text.getBytes(StandardCharsets.UTF_8));
    }

    static Catalogue catalogue(String text) {
        return file(text).catalogue();
    }

    /** The message with which a text is refused as an invalid catalogue. */
    static String fault(String text) {
        Fault fault = catchThrowableOfType(Fault.class, () -> file(text));
        assertThat(fault).as("a fault in:\n%s", text).isNotNull();
        assertThat(fault.code()).isEqualTo(FaultCode.INVALID_CATALOGUE);
        assertThat(fault.code().exit()).isEqualTo(Exit.USAGE);
        return fault.getMessage();
    }
}
