package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.config.Setting;
import dev.bursar.database.Database;
import dev.bursar.database.DatabaseUrl;
import dev.bursar.database.SessionLock;
import dev.bursar.database.TestDatabase;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DbCommandsTest {
    @Test
    void migrating_an_empty_database_loads_the_default_catalogue_once() {
        try (TestDatabase database = TestDatabase.empty()) {
            CommandLineRun first = CommandLineRun.on(database, "db", "migrate", "-o", "json");
            assertThat(first.exit()).isZero();
            assertThat(first.json().get("from").isNull()).isTrue();
            assertThat(first.json().get("applied").asInt()).isPositive();
            assertThat(first.json().get("defaultCatalogueLoaded").asBoolean()).isTrue();

            CommandLineRun second = CommandLineRun.on(database, "db", "migrate", "-o", "json");
            assertThat(second.exit()).isZero();
            assertThat(second.json().get("applied").asInt()).isZero();
            assertThat(second.json().get("defaultCatalogueLoaded").asBoolean()).isFalse();
        }
    }

    @Test
    void a_rehearsed_migration_names_what_is_missing_and_changes_nothing() {
        try (TestDatabase database = TestDatabase.empty()) {
            CommandLineRun run = CommandLineRun.on(database, "db", "migrate", "--dry-run", "-o", "json");
            assertThat(run.exit()).isZero();
            assertThat(run.json().path("pending").get(0).asString()).isEqualTo("V0001__roles.sql");
            assertThat(database.client()
                            .sql("SELECT to_regnamespace('bursar') IS NULL")
                            .query(Boolean.class)
                            .single())
                    .isTrue();
        }
    }

    @Test
    void two_migrations_at_once_make_one_schema() {
        try (TestDatabase database = TestDatabase.empty()) {
            List<CommandLineRun> runs = IntStream.range(0, 2)
                    .mapToObj(_ -> CompletableFuture.supplyAsync(() -> CommandLineRun.on(database, "db", "migrate")))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();
            assertThat(runs).allSatisfy(run -> assertThat(run.stderr()).isEmpty());
            assertThat(database.client()
                            .sql("SELECT count(*) FROM catalogue_version")
                            .query(Integer.class)
                            .single())
                    .isEqualTo(1);
        }
    }

    @Test
    void a_schema_that_is_missing_or_too_old_is_refused_with_what_to_do() {
        try (TestDatabase database = TestDatabase.empty()) {
            assertRefused(CommandLineRun.on(database, "catalogue", "show", "-o", "json"), "schema-too-old");
        }
        try (TestDatabase database = TestDatabase.migrated()) {
            database.client()
                    .sql("DELETE FROM flyway_schema_history WHERE version = '0002'")
                    .update();
            CommandLineRun run = CommandLineRun.on(database, "catalogue", "show", "-o", "json");
            assertRefused(run, "schema-too-old");
            assertThat(run.json().at("/error/hint").asString()).contains("bursar db migrate");
        }
    }

    @Test
    void a_schema_that_is_too_new_is_refused_by_reading_and_by_migrating() {
        try (TestDatabase database = TestDatabase.migrated()) {
            database.client()
                    .sql(
                            "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum,"
                                    + " installed_by, execution_time, success)"
                                    + " VALUES (9999, '9999', 'future', 'SQL', 'V9999__future.sql', 1, 'me', 1, true)")
                    .update();
            assertRefused(CommandLineRun.on(database, "catalogue", "show", "-o", "json"), "schema-too-new");
            assertRefused(CommandLineRun.on(database, "db", "migrate", "-o", "json"), "schema-too-new");
        }
    }

    @Test
    void a_login_that_may_not_create_what_is_missing_is_told_the_statements() {
        try (TestDatabase database = TestDatabase.empty()) {
            database.client().sql("DROP ROLE IF EXISTS plain_login").update();
            database.client()
                    .sql("CREATE ROLE plain_login LOGIN PASSWORD 'plain'")
                    .update();
            DatabaseUrl url = database.url();
            String plain = new DatabaseUrl(
                            url.hosts(),
                            url.database(),
                            Optional.of("plain_login"),
                            Optional.of("plain"),
                            url.parameters())
                    .libpqUrl();

            CommandLineRun run = CommandLineRun.with(
                    Map.of("DATABASE_URL", plain, "BURSAR_HOME", "unused"), "db", "migrate", "-o", "json");

            assertThat(run.exit()).isEqualTo(4);
            // the roles belong to the server: another test's migration may have made them
            String hint = run.json().at("/error/hint").asString();
            assertThat(hint)
                    .containsAnyOf("CREATE ROLE bursar_app NOLOGIN;", "GRANT CREATE ON DATABASE " + url.database());
            followed(database, hint, plain);
            database.client().sql("DROP OWNED BY plain_login CASCADE").update();
            database.client().sql("DROP ROLE plain_login").update();
        }
    }

    /** Somebody with the rights runs what was printed, as often as it takes; then the login migrates and works. */
    private static void followed(TestDatabase database, String firstHint, String login) {
        Map<String, String> environment = Map.of("DATABASE_URL", login, "BURSAR_HOME", "unused");
        String hint = firstHint;
        for (int told = 0; told < 2 && !hint.isEmpty(); told++) {
            database.client().sql(hint.substring(hint.indexOf(": ") + 2)).update();
            CommandLineRun again = CommandLineRun.with(environment, "db", "migrate", "-o", "json");
            hint = again.json().at("/error/hint").asString("");
        }
        assertThat(hint).isEmpty();
        assertThat(CommandLineRun.with(environment, "catalogue", "show").exit()).isZero();
    }

    @Test
    void while_a_backup_comes_back_nobody_acts_on_it() {
        try (TestDatabase database = TestDatabase.migrated()) {
            try (Database held = database.open(Map.of());
                    SessionLock _ = SessionLock.take(held, SessionLock.RESTORE).orElseThrow()) {
                CommandLineRun run = CommandLineRun.on(database, "schedule", "tick");
                assertThat(run.exit()).isEqualTo(4);
                assertThat(run.stderr()).isEqualTo("""
                        bursar: a backup is being restored into this database
                          Wait until 'bursar db restore' has ended: the copy is in maintenance then.
                        """);
            }
            assertThat(CommandLineRun.on(database, "schedule", "tick").exit()).isZero();
        }
    }

    @Test
    void a_wrong_password_is_exit_1_and_never_repeated() {
        try (TestDatabase database = TestDatabase.empty()) {
            DatabaseUrl url = database.url();
            String wrong = new DatabaseUrl(
                            url.hosts(), url.database(), url.user(), Optional.of("not+this/one"), url.parameters())
                    .libpqUrl();
            CommandLineRun status =
                    CommandLineRun.with(Map.of(), "db", "status", "--database-url", wrong, "--debug", "-o", "json");
            assertThat(status.exit()).isEqualTo(1);
            assertThat(status.json().at("/error/code").asString()).isEqualTo("login-refused");
            assertThat(status.stdout() + status.stderr()).doesNotContain("not+this", "not%2Bthis");
        }
    }

    @Test
    void a_database_that_is_down_is_exit_1() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        CommandLineRun run = CommandLineRun.with(
                Map.of("DATABASE_URL", "postgresql://ada:hidden@127.0.0.1:" + port + "/money"),
                "db",
                "status",
                "-o",
                "json");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.json().at("/error/code").asString()).isEqualTo("database-unreachable");
        assertThat(run.stderr()).contains("ada@127.0.0.1:" + port + "/money").doesNotContain("hidden", "\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql://ada:hidden@localhost/money", "postgresql://ada:hidden%@localhost/money", "hidden"})
    void a_malformed_url_is_exit_2_and_never_repeated(String url) {
        CommandLineRun run = CommandLineRun.with(Map.of("DATABASE_URL", url), "db", "status");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.stdout()).isEmpty();
        assertThat(run.stderr()).contains("DATABASE_URL is malformed").doesNotContain("hidden");
    }

    @Test
    void the_embedded_server_is_left_alone_while_a_database_is_named() {
        CommandLineRun run = CommandLineRun.with(Map.of("DATABASE_URL", "postgresql://localhost/money"), "db", "start");
        assertThat(run.exit()).isEqualTo(4);
        assertThat(run.stderr()).contains("DATABASE_URL is set");
    }

    @Test
    void looking_at_a_stopped_server_starts_nothing(@TempDir Path home) {
        Map<String, String> environment = Map.of(Setting.BURSAR_HOME.name(), home.toString());
        CommandLineRun run = CommandLineRun.with(environment, "db", "status", "-o", "json");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.json().get("running").asBoolean()).isFalse();
        assertThat(CommandLineRun.with(environment, "doctor").exit()).isZero();
        assertThat(CommandLineRun.with(environment, "db", "stop").exit()).isZero();
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void the_url_finds_unqualified_names() {
        try (TestDatabase database = TestDatabase.migrated()) {
            CommandLineRun run = CommandLineRun.on(database, "db", "url");
            assertThat(run.exit()).isZero();
            assertThat(DatabaseUrl.parse(run.stdout()).parameters())
                    .containsEntry("options", "-csearch_path=bursar,public");
        }
    }

    @Test
    void doctor_finds_a_disabled_trigger() {
        try (TestDatabase database = TestDatabase.migrated()) {
            assertThat(CommandLineRun.on(database, "doctor").exit()).isZero();
            database.client()
                    .sql("ALTER TABLE entry DISABLE TRIGGER entry_never_changes")
                    .update();
            CommandLineRun run = CommandLineRun.on(database, "doctor");
            assertThat(run.exit()).isEqualTo(3);
            assertThat(run.stdout()).contains("entry_never_changes on");
        }
    }

    private static void assertRefused(CommandLineRun run, String code) {
        assertThat(run.exit()).isEqualTo(4);
        assertThat(run.json().at("/error/code").asString()).isEqualTo(code);
    }
}
