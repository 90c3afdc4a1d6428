package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Backups that cannot be made, and damaged or strange ones that are not brought back. */
class RestoreFaultsTest {
    private static final String ANOTHER_COPY = "  Take another copy of it, or another backup.\n";

    @TempDir
    static Path originals;

    @TempDir
    Path folder;

    private static EmbeddedHome original;
    private static Path whole;

    private Path backup;
    private Path home;

    @BeforeAll
    static void make() {
        original = EmbeddedHome.withSubscribers(originals.resolve("home"), 2);
        whole = originals.resolve("backup");
        original.succeeds("db", "backup", whole.toString());
    }

    @AfterAll
    static void close() {
        original.close();
    }

    /** Each test has a copy of its own to damage, and a home without data. */
    @BeforeEach
    void copy() throws IOException {
        backup = folder.resolve("copy");
        home = folder.resolve("into");
        try (Stream<Path> files = Files.walk(whole)) {
            for (Path file : files.toList()) {
                Files.copy(file, backup.resolve(whole.relativize(file).toString()));
            }
        }
    }

    private void isRefused(int exit, String message) {
        CommandLineRun run = original.bursar("db", "restore", backup.toString(), "--into", home.toString());
        assertThat(run.stderr().replaceFirst("(?s).*?(?=bursar: )", "")).isEqualTo(message);
        assertThat(run.exit()).isEqualTo(exit);
        assertThat(run.stdout()).isEmpty();
        assertThat(home.resolve("postgres/data")).doesNotExist();
    }

    private void manifestSays(String pattern, String replacement) {
        try {
            Path manifest = backup.resolve("manifest.json");
            String text = Files.readString(manifest);
            String changed = text.replaceAll(pattern, replacement);
            assertThat(changed).isNotEqualTo(text);
            Files.writeString(manifest, changed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_whole_backup_passes_the_rehearsal() {
        CommandLineRun run =
                original.bursar("db", "restore", backup.toString(), "--into", home.toString(), "--dry-run");
        assertThat(run.exit()).as(run.stderr()).isZero();
        assertThat(run.stdout())
                .matches("The backup of 20\\S+ is whole \\([\\d,]+ files, \\d+ MB\\) and can be restored into " + home
                        + "\\.\nDry run: nothing was restored\\.\n");
        assertThat(home).doesNotExist();
    }

    @Test
    void a_file_that_is_missing_is_named() throws IOException {
        Files.delete(backup.resolve("data/PG_VERSION"));
        isRefused(
                4,
                "bursar: the backup is damaged: " + backup.resolve("data/PG_VERSION")
                        + " is missing; nothing was restored\n" + ANOTHER_COPY);
    }

    @Test
    void a_file_that_is_cut_short_is_named() throws IOException {
        Files.writeString(backup.resolve("data/PG_VERSION"), "1");
        isRefused(
                4,
                "bursar: the backup is damaged: " + backup.resolve("data/PG_VERSION")
                        + " has 1 bytes instead of 3; nothing was restored\n" + ANOTHER_COPY);
    }

    @Test
    void a_file_of_which_a_bit_has_changed_is_named() throws IOException {
        Path control = backup.resolve("data/global/pg_control");
        byte[] bytes = Files.readAllBytes(control);
        bytes[100] ^= 1;
        Files.write(control, bytes, StandardOpenOption.TRUNCATE_EXISTING);
        isRefused(
                4,
                "bursar: the backup is damaged: " + control
                        + " has other content than was written; nothing was restored\n" + ANOTHER_COPY);
    }

    @Test
    void a_folder_without_a_manifest_is_no_backup() throws IOException {
        Files.delete(backup.resolve("manifest.json"));
        isRefused(4, "bursar: " + backup + """
                 is no whole backup: manifest.json is missing; nothing was restored
                  It was interrupted, or it is another folder: take another backup.
                """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(?s)^.{40}                | ''              | it is no manifest of a backup",
                "\"takenAt\" : \"[^\"]*\",  | ''              | it lacks something",
                "\"kind\" : \"[^\"]*\"      | \"kind\": \"tape\" | it is no manifest of a backup",
            })
    void a_manifest_that_is_damaged_says_so(String pattern, String replacement, String problem) {
        manifestSays(pattern, replacement);
        isRefused(
                4,
                "bursar: " + backup.resolve("manifest.json") + " is damaged: " + problem + "; nothing was restored\n"
                        + "  Take another backup, or another copy of this one.\n");
    }

    @Test
    void a_path_that_leads_out_of_the_backup_is_refused() {
        manifestSays("data/PG_VERSION", "data/../../outside");
        isRefused(
                4,
                "bursar: " + backup.resolve("manifest.json")
                        + " names data/../../outside, which is outside; nothing was restored\n"
                        + "  Take another backup, or another copy of this one.\n");
    }

    @Test
    void files_of_another_postgresql_are_refused() {
        manifestSays("\"tool\" : \\d+", "\"tool\" : 99");
        isRefused(4, """
                bursar: the backup's files are of PostgreSQL 99, and this bursar embeds 18, which cannot read them; nothing was restored
                  Use the bursar that made it, development.
                """);
    }

    @Test
    void files_of_another_machine_are_refused() {
        manifestSays("\"machine\" : \"[^\"]*\"", "\"machine\" : \"linux s390x\"");
        isRefused(
                4,
                "bursar: the backup's files are of a server on linux s390x, and this machine is "
                        + (System.getProperty("os.name") + " " + System.getProperty("os.arch")).toLowerCase(Locale.ROOT)
                        + "; nothing was restored\n  Restore it on a machine of its own kind.\n");
    }

    @Test
    void a_schema_of_a_newer_bursar_is_refused() {
        manifestSays("\"schemaVersion\" : \"[^\"]*\"", "\"schemaVersion\" : \"9999\"");
        CommandLineRun run =
                original.bursar("db", "restore", backup.toString(), "--into", home.toString(), "-o", "json");
        assertThat(run.exit()).isEqualTo(4);
        assertThat(run.json().at("/error/code").asString()).isEqualTo("schema-too-new");
        assertThat(run.json().at("/error/message").asString())
                .startsWith("the backup's schema is at version 9999, newer than this bursar's 0");
    }

    @Test
    void a_ledger_that_is_not_the_manifests_is_not_kept() {
        manifestSays("\"entries\" : \\d+", "\"entries\" : 12345");
        CommandLineRun run =
                original.bursar("db", "restore", backup.toString(), "--into", home.toString(), "-o", "json");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.json().at("/error/message").asString())
                .matches("what was restored is not the ledger of the backup: it has 2 customers, .* entries, .*,"
                        + " the backup had 2 customers, .* 12,345 entries, .*; nothing was restored");
        assertThat(home.resolve("postgres/data")).doesNotExist();
        assertThat(home).isDirectoryNotContaining("glob:**restoring*");
    }

    @Test
    void a_home_that_has_data_is_never_overwritten() {
        CommandLineRun run = original.bursar("db", "restore", backup.toString());
        assertThat(run.exit()).isEqualTo(4);
        assertThat(run.stderr()).isEqualTo("bursar: " + original.path() + """
                 has a database already; nothing was restored
                  Restore into another place with --into FOLDER, or move this one away first.
                """);
    }

    @Test
    void a_folder_that_is_not_there_is_exit_2() {
        backup = folder.resolve("nowhere");
        isRefused(2, "bursar: " + backup + """
                 does not exist; nothing was restored
                  Give the folder that db backup made.
                """);
    }

    @Test
    void a_backup_never_overwrites_anything() throws IOException {
        CommandLineRun again = original.bursar("db", "backup", backup.toString());
        assertThat(again.exit()).isEqualTo(4);
        assertThat(again.stderr()).isEqualTo("bursar: " + backup + """
                 is not empty; nothing was written
                  Name a folder that is not there yet: a backup never overwrites anything.
                """);
        Path file = Files.writeString(folder.resolve("file"), "mine");
        assertThat(original.bursar("db", "backup", file.toString()).exit()).isEqualTo(4);
        assertThat(file).hasContent("mine");
    }

    @Test
    void a_place_that_cannot_be_written_is_exit_1_and_leaves_nothing() throws IOException {
        Path target = Files.writeString(folder.resolve("file"), "mine").resolve("backup");
        CommandLineRun run = original.bursar("db", "backup", target.toString());
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.stderr())
                .startsWith("bursar: the backup " + target + " cannot be written: " + folder.resolve("file") + ": ")
                .endsWith("; no backup was made\n"
                        + "  Make room or grant the right to write there (df -h, ls -ld), then repeat the command.\n");
    }

    @Test
    void a_rehearsed_backup_writes_nothing() {
        Path target = folder.resolve("new");
        CommandLineRun run = original.bursar("db", "backup", target.toString(), "--dry-run");
        assertThat(run.exit()).isZero();
        assertThat(run.stdout())
                .matches("A backup \\(server-files\\) of PostgreSQL 18\\S*, schema \\d+, about \\d+ MB, can be made in "
                        + target + "\\.\nDry run: nothing was written\\.\n");
        assertThat(target).doesNotExist();
    }

    @Test
    void an_empty_folder_may_be_filled() throws IOException {
        Path target = Files.createDirectory(folder.resolve("empty"));
        original.succeeds("db", "backup", target.toString());
        assertThat(target.resolve("manifest.json")).exists();
    }
}
