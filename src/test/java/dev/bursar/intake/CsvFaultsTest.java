package dev.bursar.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bursar.fault.Exit;
import dev.bursar.fault.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One test for each way in which a file can be broken as a whole; its message and hint, word for word. */
class CsvFaultsTest {
    private static final Columns COLUMNS = Columns.of(
            Column.required("user_id", Checks::any),
            Column.required("name", Checks::any),
            Column.optional("zone", Checks::any));

    @TempDir
    Path folder;

    @Test
    void an_empty_file() throws IOException {
        refuses("", "users.csv is empty", "The first line has to name the columns: user_id,name (optional: zone).");
    }

    @Test
    void a_file_of_empty_lines() throws IOException {
        refuses(
                "\n\r\n",
                "users.csv is empty",
                "The first line has to name the columns: user_id,name (optional: zone).");
    }

    @Test
    void a_missing_column() throws IOException {
        refuses(
                "zone\nUTC\n",
                "users.csv line 1: column user_id, name is missing",
                "The columns are user_id,name (optional: zone).");
    }

    @Test
    void an_unknown_column() throws IOException {
        refuses(
                "user_id,name,age\n",
                "users.csv line 1: unknown column 'age'",
                "The columns are user_id,name (optional: zone).");
    }

    @Test
    void semicolons_for_commas() throws IOException {
        refuses(
                "user_id;name\n",
                "users.csv line 1: unknown column 'user_id;name'",
                "The columns seem to be separated by semicolons: save the file with commas.");
    }

    @Test
    void a_column_twice() throws IOException {
        refuses("user_id,name,name\n", "users.csv line 1: column 'name' stands there twice", "Name every column once.");
    }

    @Test
    void bytes_that_are_no_utf_8() throws IOException {
        refuses(
                "user_id,name\nada,Ada\nbob,B\u00F6b\n".getBytes(StandardCharsets.ISO_8859_1),
                "users.csv line 3: byte 0xF6 is not UTF-8",
                "Save it as CSV in UTF-8 (in Excel: 'CSV UTF-8').");
    }

    @Test
    void a_character_cut_off_by_the_end() throws IOException {
        refuses(
                new byte[] {'u', 's', 'e', 'r', '_', 'i', 'd', ',', 'n', 'a', 'm', 'e', '\n', 'a', ',', (byte) 0xC3},
                "users.csv line 2: byte 0xC3 is not UTF-8",
                "Save it as CSV in UTF-8 (in Excel: 'CSV UTF-8').");
    }

    @Test
    void a_binary_file() throws IOException {
        refuses(
                "user_id,name\nada,A\0da\n",
                "users.csv line 2: a NUL byte, so this is no text file",
                "Save it as CSV in UTF-8.");
    }

    @Test
    void a_quote_that_is_never_closed() throws IOException {
        refuses(
                "user_id,name\nada,Ada\nbob,\"Bob\ncyd,Cyd\n",
                "users.csv line 3: the quote that opens here is never closed",
                "Close it, or double it where the quote itself is meant.");
    }

    @Test
    void text_behind_a_closing_quote() throws IOException {
        refuses(
                "user_id,name\nada,\"Ada\" Lovelace\n",
                "users.csv line 2: text follows a closing quote",
                "Double a quote that is meant as text: \"she said \"\"hi\"\"\".");
    }

    @Test
    void a_record_above_one_mebibyte() throws IOException {
        refuses(
                "user_id,name\nada,Ada\nbob," + "b".repeat(1 << 20) + "\n",
                "users.csv line 3: the record that begins here is larger than 1 MiB",
                "Break the file into lines, one record each.");
    }

    @Test
    void a_quote_that_swallows_more_than_one_mebibyte() throws IOException {
        refuses(
                "user_id,name\nada,\"Ada\n" + "bob,Bob\n".repeat(1 << 18),
                "users.csv line 2: the record that begins here is larger than 1 MiB",
                "A quote that opens on line 2 is not closed by then: close it.");
    }

    @Test
    void a_line_without_end_is_given_up_after_little_more_than_one_mebibyte() {
        EndlessLine line = new EndlessLine();
        Fault fault = catchThrowableOfType(
                Fault.class,
                () -> new StrictUtf8(imported(Path.of("users.csv")), line, ',').transferTo(Writer.nullWriter()));
        assertThat(fault)
                .hasMessage("users.csv line 1: the record that begins here is larger than 1 MiB; nothing was imported");
        assertThat(line.handedOut).isLessThan(1 << 21);
    }

    @Test
    void a_record_of_exactly_one_mebibyte_is_read() throws IOException {
        Path file = folder.resolve("users.csv");
        Files.writeString(file, "user_id,name\nada," + "a".repeat((1 << 20) - 5) + "\n");
        try (CsvFile csv = CsvFile.open(imported(file), COLUMNS)) {
            assertThat(csv.next()).isPresent();
        }
    }

    @Test
    void a_file_that_is_not_there() {
        Path file = folder.resolve("users.csv");
        assertThat(refusal(file)).hasMessage("cannot read " + file + ": there is no such file; nothing was imported");
    }

    @Test
    void a_folder() {
        assertThat(refusal(folder)).hasMessage("cannot read " + folder + ": it is a folder; nothing was imported");
    }

    private void refuses(String text, String message, String hint) throws IOException {
        refuses(text.getBytes(StandardCharsets.UTF_8), message, hint);
    }

    private void refuses(byte[] bytes, String message, String hint) throws IOException {
        Fault fault = refusal(Files.write(folder.resolve("users.csv"), bytes));
        assertThat(fault).hasMessage(message + "; nothing was imported");
        assertThat(fault.hint()).isEqualTo(hint);
    }

    private static Fault refusal(Path file) {
        Fault fault = catchThrowableOfType(Fault.class, () -> {
            try (CsvFile csv = CsvFile.open(imported(file), COLUMNS)) {
                while (csv.next().isPresent()) {}
            }
        });
        assertThat(fault.code().exit()).isEqualTo(Exit.USAGE);
        return fault;
    }

    /** A file of one line that never ends; it counts what was read of it. */
    private static final class EndlessLine extends InputStream {
        private long handedOut;

        @Override
        public int read() {
            handedOut++;
            return 'x';
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            Arrays.fill(target, offset, offset + length, (byte) 'x');
            handedOut += length;
            return length;
        }
    }

    private static FileFaults imported(Path file) {
        return new FileFaults(file, "nothing was imported");
    }
}
