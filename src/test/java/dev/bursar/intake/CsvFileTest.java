package dev.bursar.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cases of csv-spectrum, each as a sample of its own, and what bursar adds: lines, encodings, fingerprints. */
class CsvFileTest {
    private static final Columns ABC = Columns.of(
            Column.required("a", Checks::any), Column.required("b", Checks::any), Column.optional("c", Checks::any));

    @TempDir
    Path folder;

    @Test
    void commas_in_quotes_stay_in_their_field() throws IOException {
        assertThat(read("a,b\nada,\"Turin, Italy\"\n")).containsExactly("2 [ada, Turin, Italy, null]");
    }

    @Test
    void empty_fields_are_empty_text_quoted_or_not() throws IOException {
        assertThat(read("a,b,c\n1,\"\",\n")).containsExactly("2 [1, , ]");
    }

    @Test
    void doubled_quotes_are_one_quote() throws IOException {
        assertThat(read("a,b\n1,\"ha \"\"ha\"\" ha\"\n")).containsExactly("2 [1, ha \"ha\" ha, null]");
    }

    @Test
    void json_in_quotes_is_text() throws IOException {
        assertThat(read("a,b\n1,\"{\"\"type\"\": [102.0, 0.5]}\"\n"))
                .containsExactly("2 [1, {\"type\": [102.0, 0.5]}, null]");
    }

    @Test
    void a_quote_inside_an_unquoted_field_is_an_ordinary_character() throws IOException {
        assertThat(read("a,b\n36°36'37.8\"N,121°2'17.9\"W\n"))
                .containsExactly("2 [36°36'37.8\"N, 121°2'17.9\"W, null]");
    }

    @Test
    void line_breaks_in_quotes_belong_to_the_field_and_count_as_lines() throws IOException {
        assertThat(read("a,b\n\"once\nupon\r\na time\",2\n3,4\n"))
                .containsExactly("2 [once\nupon\r\na time, 2, null]", "5 [3, 4, null]");
    }

    @Test
    void quotes_and_line_breaks_mix() throws IOException {
        assertThat(read("a,b\n1,\"ha \n\"\"ha\"\" \nha\"\n3,4\n"))
                .containsExactly("2 [1, ha \n\"ha\" \nha, null]", "5 [3, 4, null]");
    }

    @Test
    void lines_end_with_lf_crlf_or_cr_and_the_last_may_lack_it() throws IOException {
        List<String> rows = List.of("2 [1, 2, null]", "3 [3, 4, null]");
        assertThat(read("a,b\n1,2\n3,4")).isEqualTo(rows);
        assertThat(read("a,b\r\n1,2\r\n3,4\r\n")).isEqualTo(rows);
        assertThat(read("a,b\r1,2\r3,4\r")).isEqualTo(rows);
    }

    @Test
    void a_byte_order_mark_is_skipped_at_the_start_and_text_elsewhere() throws IOException {
        assertThat(read("\uFEFFa,b\n\uFEFF1,é𝄞\n")).containsExactly("2 [\uFEFF1, é𝄞, null]");
    }

    @Test
    void columns_are_found_by_name_in_any_order() throws IOException {
        assertThat(read("c,b,a\n3,2,1\n")).containsExactly("2 [1, 2, 3]");
    }

    @Test
    void empty_lines_are_skipped_and_counted() throws IOException {
        assertThat(read("\na,b\n\n1,2\n\n\n3,4\n\n")).containsExactly("4 [1, 2, null]", "7 [3, 4, null]");
    }

    @Test
    void a_row_of_the_wrong_width_is_handed_out_with_what_is_wrong() throws IOException {
        assertThat(read("a,b\n1\n1,2,three\n"))
                .containsExactly(
                        "2 [1, null, null] has 1 field where the header names 2",
                        "3 [1, 2, null] has 3 fields where the header names 2; surplus: 'three'");
    }

    @Test
    void characters_across_the_edges_of_buffers_survive() throws IOException {
        String text = "𝄞é".repeat(40_000);
        assertThat(read("a,b\nx," + text + "\n")).containsExactly("2 [x, " + text + ", null]");
    }

    @Test
    void the_fingerprint_is_that_of_the_whole_file() throws IOException {
        Path file = Files.writeString(folder.resolve("abc.csv"), "a,b\n1,2\n");
        try (CsvFile csv = CsvFile.open(imported(file), ABC)) {
            while (csv.next().isPresent()) {}
            assertThat(csv.sha256()).isEqualTo("492d5ea496056f1a6a6592241032fab764c321596317930b4fa0e1e8bc3b7470");
        }
    }

    private List<String> read(String text) throws IOException {
        Path file = Files.write(folder.resolve("abc.csv"), text.getBytes(StandardCharsets.UTF_8));
        List<String> rows = new ArrayList<>();
        try (CsvFile csv = CsvFile.open(imported(file), ABC)) {
            for (Optional<FileRow> row = csv.next(); row.isPresent(); row = csv.next()) {
                FileRow at = row.get();
                rows.add(at.line() + " " + at.values()
                        + at.fault().map(fault -> " " + fault.reason()).orElse(""));
            }
        }
        return rows;
    }

    private static FileFaults imported(Path file) {
        return new FileFaults(file, "nothing was imported");
    }
}
