package dev.bursar.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bursar.fault.Fault;
import dev.bursar.intake.Dialect.Encoding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForeignCsvTest {
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    @TempDir
    private Path folder;

    @Test
    void a_file_that_two_programs_wrote_is_read_line_by_line() throws IOException {
        Path file = write(
                "name,city\n".getBytes(StandardCharsets.UTF_8),
                "Zoë,Köln\r\n".getBytes(StandardCharsets.UTF_8),
                "René,Zürich €\r".getBytes(WINDOWS),
                "Anna,Oslo".getBytes(StandardCharsets.UTF_8));
        try (ForeignCsv csv = ForeignCsv.open(imported(file), new Dialect(',', Encoding.MIXED))) {
            assertThat(csv.header()).containsExactly("name", "city");
            assertThat(rows(csv))
                    .containsExactly(
                            new SourceRows.Row(2, List.of("Zoë", "Köln"), Optional.empty()),
                            new SourceRows.Row(3, List.of("René", "Zürich €"), Optional.empty()),
                            new SourceRows.Row(4, List.of("Anna", "Oslo"), Optional.empty()));
            assertThat(csv.recodedLines()).isEqualTo(1);
            assertThat(csv.sha256()).as("of the bytes as they stand").isEqualTo(Sha256.of(imported(file)));
        }
    }

    @Test
    void the_same_file_is_refused_where_nobody_said_that_it_is_mixed() throws IOException {
        Path file = write("name\nRené\n".getBytes(WINDOWS));
        try (ForeignCsv csv = ForeignCsv.open(imported(file), new Dialect(',', Encoding.WINDOWS_1252))) {
            assertThat(rows(csv)).extracting(SourceRows.Row::values).containsExactly(List.of("René"));
        }
        assertThatThrownBy(() -> ForeignCsv.open(imported(file), Dialect.OWN).next())
                .isInstanceOf(Fault.class)
                .hasMessage("balances.csv line 2: byte 0xE9 is not UTF-8; nothing was imported");
    }

    @Test
    void another_delimiter_leaves_commas_and_quotes_alone() throws IOException {
        Path file = write("user;left\nann;\"1.234,5\"\nbob;7,5;9\n".getBytes(StandardCharsets.UTF_8));
        try (ForeignCsv csv = ForeignCsv.open(imported(file), new Dialect(';', Encoding.UTF_8))) {
            assertThat(rows(csv))
                    .containsExactly(
                            new SourceRows.Row(2, List.of("ann", "1.234,5"), Optional.empty()),
                            new SourceRows.Row(
                                    3,
                                    List.of("bob", "7,5", "9"),
                                    Optional.of("has 3 fields where the header names 2; surplus: '9'")));
        }
    }

    @Test
    void a_header_names_every_column_once() throws IOException {
        assertThatThrownBy(() -> ForeignCsv.open(
                        imported(write("user,left,user\n".getBytes(StandardCharsets.UTF_8))), Dialect.OWN))
                .hasMessage("balances.csv line 1: column 'user' stands there twice; nothing was imported");
        assertThatThrownBy(() ->
                        ForeignCsv.open(imported(write("user,,left\n".getBytes(StandardCharsets.UTF_8))), Dialect.OWN))
                .hasMessage("balances.csv line 1: a column has no name; nothing was imported");
    }

    private static List<SourceRows.Row> rows(ForeignCsv csv) {
        List<SourceRows.Row> rows = new ArrayList<>();
        for (Optional<SourceRows.Row> row = csv.next(); row.isPresent(); row = csv.next()) {
            rows.add(row.get());
        }
        return rows;
    }

    private Path write(byte[]... parts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.write(part);
        }
        return Files.write(folder.resolve("balances.csv"), bytes.toByteArray());
    }

    private static FileFaults imported(Path file) {
        return new FileFaults(file, "nothing was imported");
    }
}
