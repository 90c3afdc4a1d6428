package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bursar.database.TestDatabase;
import dev.bursar.database.TestServer;
import dev.bursar.database.backup.ClientProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Dumps of an operator's own server, with the client programs of this machine where it has them. */
class DumpTest {
    private static final String PATH = System.getenv().getOrDefault("PATH", "");

    @TempDir
    Path folder;

    private static CommandLineRun bursar(TestDatabase database, String path, String... arguments) {
        Map<String, String> variables = new HashMap<>(database.variables(Map.of()));
        variables.put("PATH", path);
        return CommandLineRun.with(variables, arguments);
    }

    private static TestDatabase withLedger() {
        TestDatabase database = TestDatabase.migrated(TestServer.OLDEST);
        database.client()
                .sql("INSERT INTO customer (user_id, created_at) VALUES ('ada', '2026-01-01T00:00:00Z')")
                .update();
        assertThat(CommandLineRun.on(database, "db", "migrate").exit()).isZero();
        assertThat(CommandLineRun.on(
                                database,
                                "grant",
                                "ada",
                                "--credit-type",
                                "credits",
                                "--credits",
                                "12",
                                "--key",
                                "k",
                                "--reason",
                                "test")
                        .exit())
                .isZero();
        return database;
    }

    @Test
    void a_dump_is_the_same_ledger_in_another_database() throws IOException {
        assumeTrue(
                ClientProgram.find("pg_dump", PATH)
                                .filter(dump -> dump.majorVersion() >= 15)
                                .isPresent()
                        && ClientProgram.find("pg_restore", PATH).isPresent(),
                "this machine has no pg_dump of PostgreSQL 15 or newer");
        Path backup = folder.resolve("backup");
        try (TestDatabase original = withLedger();
                TestDatabase copy = TestDatabase.empty(TestServer.OLDEST)) {
            CommandLineRun made = bursar(original, PATH, "db", "backup", backup.toString(), "-o", "json");
            assertThat(made.exit()).as(made.stderr()).isZero();
            assertThat(made.json().path("kind").stringValue()).isEqualTo("dump");
            assertThat(made.json().path("balanceMillicredits").longValue()).isEqualTo(12_000);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup.resolve("bursar.dump"))))
                    .isEqualTo("rw-------");

            assertThat(bursar(copy, PATH, "db", "restore", backup.toString(), "--dry-run")
                            .exit())
                    .isZero();
            CommandLineRun restored = bursar(copy, PATH, "db", "restore", backup.toString(), "-o", "json");
            assertThat(restored.exit()).as(restored.stderr()).isZero();
            JsonNode found = restored.json();
            assertThat(found.path("exact").booleanValue()).isTrue();
            assertThat(found.path("brokenInvariants").size()).isZero();
            assertThat(CommandLineRun.on(copy, "balance", "ada", "-o", "csv").stdout())
                    .contains("credits,12000,12000");
            assertThat(CommandLineRun.on(copy, "maintenance", "status", "-o", "json")
                            .json()
                            .path("active")
                            .booleanValue())
                    .isTrue();
            assertThat(CommandLineRun.on(copy, "doctor").exit()).isZero();
            assertThat(copy.database().<String>rehearse(client -> {
                        client.sql("SET LOCAL ROLE bursar_app").update();
                        return client.sql("SELECT sum(balance_millicredits)::text FROM credit_balance")
                                .query(String.class)
                                .single();
                    }))
                    .isEqualTo("12000");

            CommandLineRun again = bursar(copy, PATH, "db", "restore", backup.toString());
            assertThat(again.exit()).isEqualTo(4);
            assertThat(again.stderr())
                    .contains(" is not empty: it has schema bursar; nothing was restored\n"
                            + "  Create a database for it and name that: a restore never overwrites anything.\n");
            CommandLineRun embedded = bursar(
                    copy,
                    PATH,
                    "db",
                    "restore",
                    backup.toString(),
                    "--into",
                    folder.resolve("home").toString());
            assertThat(embedded.exit()).isEqualTo(4);
            assertThat(embedded.stderr()).isEqualTo("""
                    bursar: the backup is a dump, and the embedded server has no pg_restore; nothing was restored
                      Name an empty database with --database-url or DATABASE_URL.
                    """);
        }
    }

    @Test
    void without_pg_dump_it_says_what_to_install() {
        try (TestDatabase database = TestDatabase.migrated()) {
            CommandLineRun run = bursar(
                    database,
                    folder.toString(),
                    "db",
                    "backup",
                    folder.resolve("b").toString());
            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.stderr()).isEqualTo("""
                    bursar: pg_dump is not on the PATH; nothing was changed
                      Install PostgreSQL's client programs, version 18 or newer (on Debian postgresql-client-18), and put them first on the PATH.
                    """);
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void a_pg_dump_that_is_older_than_the_server_is_named() throws IOException {
        Path old = program("pg_dump", "echo 'pg_dump (PostgreSQL) 9.6.24'");
        try (TestDatabase database = TestDatabase.migrated()) {
            CommandLineRun run = bursar(
                    database,
                    folder.toString(),
                    "db",
                    "backup",
                    folder.resolve("b").toString());
            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.stderr())
                    .startsWith(
                            "bursar: " + old
                                    + " is version 9 and cannot deal with the server, which is version 18; nothing was changed\n");
            assertThat(folder.resolve("b")).doesNotExist();
        }
    }

    @Test
    void a_pg_dump_that_fails_is_repeated_in_its_own_words_and_leaves_nothing() throws IOException {
        program(
                "pg_dump",
                "case \"$1\" in --version) echo 'pg_dump (PostgreSQL) 99.1';; *) echo 'no, thank you'; exit 1;; esac");
        try (TestDatabase database = TestDatabase.migrated()) {
            CommandLineRun run = bursar(
                    database,
                    folder.toString(),
                    "db",
                    "backup",
                    folder.resolve("b").toString());
            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.stderr()).endsWith("""
                    bursar: pg_dump failed; no backup was made:
                    no, thank you
                      Mend what it names and run the command again.
                    """);
            assertThat(folder).isDirectoryNotContaining("glob:**/*b*partial*");
            assertThat(folder.resolve("b")).doesNotExist();
        }
    }

    @Test
    void a_database_without_the_schema_has_nothing_to_back_up() {
        try (TestDatabase database = TestDatabase.empty()) {
            CommandLineRun run =
                    bursar(database, PATH, "db", "backup", folder.resolve("b").toString());
            assertThat(run.exit()).isEqualTo(4);
            assertThat(run.stderr()).isEqualTo("""
                    bursar: the database has no schema bursar: there is nothing to back up
                      Run 'bursar db migrate', or name another database.
                    """);
        }
    }

    private Path program(String name, String script) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return file;
    }
}
