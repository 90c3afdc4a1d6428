package dev.bursar.catalogue;

import static dev.bursar.catalogue.CatalogueTexts.TYPES;
import static dev.bursar.catalogue.CatalogueTexts.catalogue;
import static dev.bursar.catalogue.CatalogueTexts.fault;
import static dev.bursar.catalogue.CatalogueTexts.withPackage;
import static dev.bursar.catalogue.CatalogueTexts.withPrice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is no catalogue at all, and how several faults are told together. */
class CatalogueFileTest {
    @TempDir
    Path folder;

    @Test
    void a_file_that_is_not_there() {
        assertThat(unreadable(folder.resolve("none.yaml")))
                .isEqualTo("there is no file " + folder.resolve("none.yaml"));
    }

    @Test
    void a_folder() {
        assertThat(unreadable(folder)).isEqualTo(folder + " is a folder, not a catalogue file");
    }

    @Test
    void a_binary_file() throws IOException {
        assertThat(unreadable(written(new byte[] {'a', 0, 'b'}))).endsWith("test.yaml is a binary file, not YAML");
    }

    @Test
    void a_file_above_1_MiB() throws IOException {
        byte[] large = new byte[(1 << 20) + 1];
        Arrays.fill(large, (byte) '#');
        assertThat(unreadable(written(large))).endsWith("test.yaml is larger than 1 MiB, which no catalogue is");
    }

    @Test
    void invalid_UTF_8_is_told_with_its_line() throws IOException {
        assertThat(unreadable(written(new byte[] {'a', '\n', 'b', (byte) 0xff})))
                .endsWith("test.yaml, line 2: is not valid UTF-8");
    }

    @Test
    void a_byte_order_mark_is_no_fault() throws IOException {
        byte[] text = ("\uFEFF" + TYPES).getBytes(StandardCharsets.UTF_8);
        assertThat(CatalogueFile.read(written(text)).catalogue()).isEqualTo(catalogue(TYPES));
    }

    @Test
    void lines_may_end_as_on_Windows() {
        assertThat(catalogue(TYPES.replace("\n", "\r\n"))).isEqualTo(catalogue(TYPES));
    }

    @Test
    void an_empty_file() {
        String complaint = "test.yaml, line 1, column 1: the file is empty; a catalogue has at least credit-types";
        assertThat(fault("")).isEqualTo(complaint);
        assertThat(fault("# only a comment\n")).isEqualTo(complaint);
    }

    @Test
    void a_file_that_is_no_mapping() {
        assertThat(fault("hello"))
                .isEqualTo(
                        "test.yaml, line 1: the file must be a mapping with the keys credit-types, plans, packages, prices");
    }

    @Test
    void a_file_without_credit_types() {
        assertThat(fault("plans: []")).isEqualTo("test.yaml, line 1: credit-types is missing");
        assertThat(fault("credit-types: []"))
                .isEqualTo("test.yaml, line 1: credit-types must list one credit type at least");
    }

    @Test
    void an_unknown_section() {
        assertThat(fault(TYPES + "price: []\n")).isEqualTo("test.yaml, line 4: price is unknown; did you mean prices?");
    }

    @Test
    void broken_YAML_is_told_with_line_and_column() {
        assertThat(fault("credit-types: [1,\nplans: &x"))
                .contains("line 2, column 8: the anchor &x is not allowed; write each value out");
        assertThat(fault("credit-types:\n\t- 1"))
                .startsWith("test.yaml, line 2, column 1: invalid YAML: found character '\\t(TAB)'");
        assertThat(fault("a: b: c"))
                .isEqualTo("test.yaml, line 1, column 5: invalid YAML: mapping values are not allowed here");
        assertThat(fault("[".repeat(5_000))).startsWith("test.yaml, line 1, column ");
    }

    @Test
    void aliases_anchors_tags_and_further_documents() {
        assertThat(fault("a: &x 1\nb: *x\nc: !!str 1\n---\nd: 1\n")).isEqualTo("""
                        test.yaml has 4 faults:
                          line 1, column 4: the anchor &x is not allowed; write each value out
                          line 2, column 4: the alias *x is not allowed; write the value out
                          line 3, column 4: the tag tag:yaml.org,2002:str is not allowed; write the plain value
                          line 4, column 1: a second document begins here; a catalogue is one document""");
    }

    @Test
    void control_characters() {
        assertThat(fault("a: 1\nb: \u0007"))
                .isEqualTo("test.yaml, line 2, column 4: the control character U+0007 is not allowed");
    }

    @Test
    void all_faults_are_told_at_once_in_the_order_of_lines() {
        assertThat(fault(withPackage("{code: box, price-cents: -1, currency: usd, credit-type: coins, credits: 0}")
                        + "prices:\n  - {action: go, credit-type: coin, credits: 1}\n"))
                .isEqualTo("""
                        test.yaml has 3 faults:
                          line 5: packages[box].price-cents must be between 0 and 1000000000000, but is -1
                          line 5: packages[box].credits must be above zero, but is 0
                          line 7: prices[go].credit-type coin is no credit type of this file; did you mean coins?""");
    }

    @Test
    void of_many_faults_the_first_twenty_are_told() {
        String message = fault(TYPES + "prices:\n" + "  - 1\n".repeat(25));
        assertThat(message.lines()).hasSize(22).contains("  … and 5 more");
        assertThat(message).startsWith("test.yaml has 25 faults:\n  line 5: prices[#1] must be a mapping");
    }

    @Test
    void actions_and_codes_are_given_once() {
        assertThat(fault(withPrice("{action: go, credit-type: coins, credits: 1}")
                        + "  - {action: go, credit-type: dust, credits: 1}\n"))
                .isEqualTo("test.yaml, line 6: prices[go].action is given twice; go stands in line 5 already");
    }

    private static String unreadable(Path file) {
        Fault fault = catchThrowableOfType(Fault.class, () -> CatalogueFile.read(file));
        assertThat(fault).isNotNull();
        assertThat(fault.code()).isEqualTo(FaultCode.UNREADABLE_FILE);
        return fault.getMessage();
    }

    private Path written(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("test.yaml"), bytes);
    }
}
