package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.config.Settings;
import dev.bursar.database.Database;
import dev.bursar.database.DatabaseUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Backups of an embedded server at work, brought back beside it. */
@Order(1)
class BackupDrillTest {
    private static final int USERS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long PAUSE_NANOS = 1_000_000;
    private static final String CHARGE = """
            DO $$ BEGIN
                PERFORM charge('user' || (1 + floor(random() * 20)), 'ANALYSIS', 500, NULL, NULL, NULL, 1, gen_random_uuid()::text, NULL);
            END $$
            """;
    private static final String CHECKPOINT = """
            CHECKPOINT;
            DO $$ BEGIN PERFORM pg_switch_wal(); END $$
            """;

    @TempDir
    static Path originals;

    @TempDir
    Path folder;

    private static EmbeddedHome original;

    @BeforeAll
    static void open() {
        original = EmbeddedHome.withSubscribers(originals, USERS);
    }

    @AfterAll
    static void close() {
        original.close();
    }

    @Test
    void a_copy_is_the_same_ledger_in_maintenance_and_leaves_the_original_alone() throws IOException {
        Path backup = folder.resolve("backup");
        JsonNode made =
                original.bursar("db", "backup", backup.toString(), "-o", "json").json();
        assertThat(made.path("kind").stringValue()).isEqualTo("server-files");
        assertThat(made.path("customers").longValue()).isEqualTo(USERS);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
                .isEqualTo("rwx------");
        assertThat(everythingIn(backup).filter(Files::isRegularFile))
                .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------"));
        assertThat(everythingIn(backup).map(file -> file.getFileName().toString()))
                .doesNotContain("postmaster.pid", "postmaster.opts", "password");
        String balance = original.succeeds("balance", "user1", "-o", "csv");
        original.succeeds("charge", "user1", "--action", "ANALYSIS", "--quantity", "500", "--key", "later");

        try (EmbeddedHome copy = EmbeddedHome.in(folder.resolve("copy"))) {
            CommandLineRun restored = original.bursar(
                    "db", "restore", backup.toString(), "--into", copy.path().toString(), "-o", "json");
            assertThat(restored.exit()).as(restored.stderr()).isZero();
            assertThat(restored.json().path("exact").booleanValue()).isTrue();
            assertThat(restored.json().path("brokenInvariants").size()).isZero();
            assertThat(restored.json().path("entries")).isEqualTo(made.path("entries"));

            JsonNode maintenance =
                    copy.bursar("maintenance", "status", "-o", "json").json();
            assertThat(maintenance.path("active").booleanValue()).isTrue();
            assertThat(maintenance.path("reason").stringValue()).startsWith("restored from " + backup + " on 20");
            assertThat(copy.succeeds("balance", "user1", "-o", "csv")).isEqualTo(balance);
            assertThat(original.succeeds("balance", "user1", "-o", "csv")).isNotEqualTo(balance);
            assertThat(original.succeeds("maintenance", "status")).isEqualTo("Maintenance is off.\n");
            assertThat(Files.readString(copy.path().resolve("postgres/password")))
                    .isNotEqualTo(Files.readString(original.path().resolve("postgres/password")));
        }
    }

    @Test
    void a_copy_that_was_taken_under_charges_and_checkpoints_recovers_without_a_crack() throws Exception {
        Path backup = folder.resolve("backup");
        DatabaseUrl url = DatabaseUrl.parse(original.url());
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger charges = new AtomicInteger();
        AtomicInteger checkpoints = new AtomicInteger();
        CommandLineRun made;
        int chargesBefore;
        try (ExecutorService others = Executors.newCachedThreadPool()) {
            try {
                others.execute(() -> repeat(url, done, CHECKPOINT, checkpoints));
                for (int charger = 0; charger < 3; charger++) {
                    others.execute(() -> repeat(url, done, CHARGE, charges));
                }
                await(() -> charges.get() >= 20);
                chargesBefore = charges.get();
                made = original.bursar("db", "backup", backup.toString(), "-o", "json");
            } finally {
                done.set(true);
            }
        }
        assertThat(made.exit()).as(made.stderr()).isZero();
        assertThat(checkpoints.get()).as("checkpoints meanwhile").isGreaterThan(2);
        try (Stream<Path> wal = Files.list(backup.resolve("data/pg_wal"))) {
            assertThat(wal.count()).as("WAL files that the copy spans").isGreaterThan(2);
        }

        try (EmbeddedHome copy = EmbeddedHome.in(folder.resolve("copy"))) {
            CommandLineRun restored = copy.bursar("db", "restore", backup.toString(), "-o", "json");
            assertThat(restored.exit()).as(restored.stderr()).isZero();
            assertThat(restored.json().path("brokenInvariants").size()).isZero();
            assertThat(restored.json().path("entries").intValue()).isGreaterThanOrEqualTo(USERS + chargesBefore);
            assertThat(copy.succeeds("charge", "user1", "--action", "ANALYSIS", "--quantity", "500", "--key", "new"))
                    .startsWith("Charged 7 credits;");
        }
    }

    @Test
    void a_killed_backup_leaves_nothing_that_looks_whole_and_a_server_that_can_be_backed_up() throws Exception {
        Path backup = folder.resolve("backup");
        Process killed = original.start("db", "backup", backup.toString());
        Path partial = folder.resolve(".backup.partial-" + killed.pid());
        await(() -> Files.exists(partial.resolve("data/PG_VERSION")));
        killed.destroyForcibly();
        killed.waitFor();
        assertThat(backup).doesNotExist();
        assertThat(partial.resolve("manifest.json")).doesNotExist();
        try (Database database = database(DatabaseUrl.parse(original.url()))) {
            await(() -> database.client()
                    .sql("SELECT count(*) = 0 FROM pg_replication_slots")
                    .query(Boolean.class)
                    .single());
        }
        assertThat(original.bursar(
                                "db",
                                "restore",
                                partial.toString(),
                                "--into",
                                folder.resolve("x").toString())
                        .exit())
                .isEqualTo(4);

        original.succeeds("db", "backup", backup.toString());
        assertThat(partial).doesNotExist();
        assertThat(backup.resolve("manifest.json")).exists();
    }

    @Test
    void a_killed_restore_leaves_a_home_without_data_that_can_be_restored_into() throws Exception {
        Path backup = folder.resolve("backup");
        original.succeeds("db", "backup", backup.toString());
        try (EmbeddedHome copy = EmbeddedHome.in(folder.resolve("copy"))) {
            Process killed = copy.start("db", "restore", backup.toString());
            Path scratch = copy.path().resolve("restoring-" + killed.pid());
            await(() -> Files.exists(scratch.resolve("postgres/data/PG_VERSION")));
            killed.destroyForcibly();
            killed.waitFor();
            assertThat(copy.data()).doesNotExist();

            copy.succeeds("db", "restore", backup.toString());
            assertThat(scratch).doesNotExist();
            assertThat(copy.succeeds("balance", "user1", "-o", "csv"))
                    .isEqualTo(original.succeeds("balance", "user1", "-o", "csv"));
        }
    }

    @Test
    void a_copy_of_a_damaged_ledger_is_kept_and_says_so() {
        Path backup = folder.resolve("backup");
        try (Database database = database(DatabaseUrl.parse(original.url()))) {
            addToABalance(database, 1000);
            original.succeeds("db", "backup", backup.toString());
            addToABalance(database, -1000);
        }
        try (EmbeddedHome copy = EmbeddedHome.in(folder.resolve("copy"))) {
            CommandLineRun restored = copy.bursar("db", "restore", backup.toString());
            assertThat(restored.exit()).isEqualTo(3);
            assertThat(restored.stdout()).contains("but invariants are broken: I1 by 1 row, I3 by 1 row.");
            assertThat(copy.data()).exists();
        }
    }

    private static void repeat(DatabaseUrl url, AtomicBoolean done, String sql, AtomicInteger times) {
        try (Database database = database(url)) {
            while (!done.get()) {
                database.client().sql(sql).update();
                times.incrementAndGet();
            }
        }
    }

    private static void addToABalance(Database database, long millicredits) {
        database.client()
                .sql("UPDATE account SET balance_millicredits = balance_millicredits + ? WHERE id = 1")
                .param(millicredits)
                .update();
    }

    private static Database database(DatabaseUrl url) {
        return Database.at(url, Settings.load(Map.of(), Map.of(), Optional.empty()));
    }

    private static void await(BooleanSupplier condition) {
        Instant until = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as("patience").isBefore(until);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private static Stream<Path> everythingIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.toList().stream();
        }
    }
}
