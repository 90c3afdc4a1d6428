package dev.bursar.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever text is written as RFC 4180 says comes back as it was, row by row. */
class CsvRoundTripTest {
    private static final Columns COLUMNS =
            Columns.of(Column.required("a", Checks::any), Column.required("b", Checks::any));

    @Property(tries = 300)
    void quoted_text_comes_back(@ForAll("rows") List<List<String>> rows) throws IOException {
        StringBuilder text = new StringBuilder("a,b\r\n");
        rows.forEach(row -> text.append(quoted(row.get(0)))
                .append(',')
                .append(quoted(row.get(1)))
                .append("\r\n"));
        Path file = Files.createTempFile("round-trip", ".csv");
        try {
            Files.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
            assertThat(read(file)).isEqualTo(rows);
        } finally {
            Files.delete(file);
        }
    }

    @Provide
    Arbitrary<List<List<String>>> rows() {
        Arbitrary<String> any = Arbitraries.strings().all().excludeChars('\0').ofMaxLength(30);
        Arbitrary<String> special =
                Arbitraries.strings().withChars("a,\"\r\n\t' \uFEFF\uFFFE\\").ofMaxLength(12);
        Arbitrary<String> text = Arbitraries.oneOf(any, special)
                .filter(value -> StandardCharsets.UTF_8.newEncoder().canEncode(value));
        return text.list().ofSize(2).list().ofMaxSize(8);
    }

    private static List<List<String>> read(Path file) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        try (CsvFile csv = CsvFile.open(imported(file), COLUMNS)) {
            for (Optional<FileRow> row = csv.next(); row.isPresent(); row = csv.next()) {
                rows.add(List.copyOf(row.get().values()));
            }
        }
        return rows;
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    private static FileFaults imported(Path file) {
        return new FileFaults(file, "nothing was imported");
    }
}
