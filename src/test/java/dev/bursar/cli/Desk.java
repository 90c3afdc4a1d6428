package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.catalogue.ApplyCatalogue;
import dev.bursar.catalogue.CatalogueFile;
import dev.bursar.config.Setting;
import dev.bursar.database.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** An operator's desk: a database under the default catalogue, a folder for files, and the command line at a fixed time. */
final class Desk implements AutoCloseable {
    static final String CUSTOMERS = "user_id,email,name,created_at\n";
    static final String SUBSCRIPTIONS = "user_id,plan,cycle,anchor_date,status,allocate_from\n";
    static final String PURCHASES = "payment_id,user_id,package,amount_cents,currency,purchased_at\n";

    private final TestDatabase database = TestDatabase.migrated();
    private final Path folder;
    private String clock = "2026-11-15T10:00:00Z";

    Desk(Path folder) {
        this.folder = folder;
        database.database().inTransaction(client -> {
            CatalogueFile defaults = CatalogueFile.read(Path.of("migrations/default-catalogue.yaml"));
            return new ApplyCatalogue(client).apply(defaults, Optional.empty());
        });
    }

    /** From now on it is {@code instant}. */
    void isAt(String instant) {
        clock = instant;
    }

    CommandLineRun bursar(String... arguments) {
        return CommandLineRun.on(database, environment(Map.of()), arguments);
    }

    CommandLineRun bursarWith(Map<Setting, String> environment, String... arguments) {
        return CommandLineRun.on(database, environment(environment), arguments);
    }

    private Map<Setting, String> environment(Map<Setting, String> more) {
        Map<Setting, String> environment = new EnumMap<>(Setting.class);
        environment.put(Setting.BURSAR_HOME, home().toString());
        environment.put(Setting.BURSAR_CLOCK, clock);
        environment.putAll(more);
        return environment;
    }

    TestDatabase database() {
        return database;
    }

    Path home() {
        return folder.resolve("home");
    }

    Path file(String name, String text) {
        return file(name, text.getBytes(StandardCharsets.UTF_8));
    }

    Path file(String name, byte[] bytes) {
        try {
            return Files.write(folder.resolve(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Imports a file and answers its JSON object. */
    JsonNode load(String kind, Path file) {
        CommandLineRun run = bursar("import", kind, file.toString(), "-o", "json");
        assertThat(run.exit()).as(run.stderr()).isIn(0, 3);
        return run.json();
    }

    JsonNode load(String kind, String text) {
        return load(kind, file(kind + ".csv", text));
    }

    /** Users who exist, without a subscription. */
    void hasCustomers(String... users) {
        StringBuilder text = new StringBuilder(CUSTOMERS);
        Arrays.stream(users).forEach(user -> text.append(user).append(",,,2026-01-01T00:00:00Z\n"));
        load("customers", file("known-customers.csv", text.toString()));
    }

    /** A user on a plan by calendar months, allocated from a date on. */
    void hasSubscriber(String user, String plan, String allocateFrom) {
        hasCustomers(user);
        load(
                "subscriptions",
                file(
                        "known-subscriptions.csv",
                        SUBSCRIPTIONS + user + "," + plan + ",calendar,2026-01-01,active," + allocateFrom + "\n"));
    }

    /** What an import said of its rows: {@code read/written/skipped/rejected}. */
    static String counts(JsonNode imported) {
        JsonNode counts = imported.path("counts");
        return counts.path("read").longValue() + "/" + counts.path("written").longValue() + "/"
                + counts.path("skipped").longValue() + "/"
                + counts.path("rejected").longValue();
    }

    /** The lines of an import's reject file, the header first. */
    static List<String> rejects(JsonNode imported) {
        assertThat(imported.path("files").size()).isEqualTo(1);
        try {
            return Files.readAllLines(Path.of(imported.path("files").get(0).stringValue()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The texts that a query of one column returns, as the owner sees them. */
    List<String> sql(String query) {
        return database.client().sql(query).query(String.class).list();
    }

    long count(String table) {
        return database.client()
                .sql("SELECT count(*) FROM " + table)
                .query(Long.class)
                .single();
    }

    /** The invariants that are broken; empty on a ledger that agrees with itself. */
    List<Integer> brokenInvariants() {
        return IntStream.rangeClosed(1, 10)
                .filter(number -> count("invariant_i" + number) > 0)
                .boxed()
                .toList();
    }

    @Override
    public void close() {
        database.close();
    }
}
