package dev.bursar.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.catalogue.ApplyCatalogue;
import dev.bursar.catalogue.CatalogueFile;
import dev.bursar.config.Setting;
import dev.bursar.database.Database;
import dev.bursar.database.Statements;
import dev.bursar.database.TestDatabase;
import dev.bursar.database.TestServer;
import dev.bursar.run.Jobs;
import dev.bursar.run.OptionValues;
import dev.bursar.run.RunReport;
import dev.bursar.run.RunRequest;
import dev.bursar.run.StopSignal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database full of customers under the default catalogue, and allocations of it in this process. */
public final class Town implements AutoCloseable {
    static final String FIRST_OF_OCTOBER = "2026-10-01";
    static final String FIRST_OF_NOVEMBER = "2026-11-01";

    /** The sessions of this database, among all of the suite's server, that wait for another's lock. */
    static final String WAITING_SESSIONS =
            "SELECT pid FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE NOT granted AND datname = current_database()";

    private final TestDatabase database;

    private Town(TestDatabase database) {
        this.database = database;
    }

    /** A town of {@code customers} who have never been allocated anything. */
    public static Town of(int customers) {
        return of(customers, TestServer.EMBEDDED);
    }

    /** The same on a server of choice. */
    public static Town of(int customers, TestServer server) {
        Town town = new Town(TestDatabase.migrated(server));
        town.database.database().inTransaction(client -> {
            CatalogueFile defaults = CatalogueFile.read(Path.of("migrations/default-catalogue.yaml"));
            var _ = new ApplyCatalogue(client).apply(defaults, Optional.empty());
            return client.sql(Statements.read("allocation/populate.sql"))
                    .param("customers", customers)
                    .update();
        });
        return town;
    }

    /** The same town a second time. */
    public Town twin() {
        return new Town(database.copy());
    }

    public TestDatabase database() {
        return database;
    }

    public JdbcClient client() {
        return database.client();
    }

    /** Allocates for a date, seen from an instant. */
    public RunReport allocate(String date, String now, String... users) {
        return allocate(request(date, now, users), now, new StopSignal());
    }

    RunReport allocate(RunRequest request, String now, StopSignal stop) {
        try (Database at = database.open(Map.of(Setting.BURSAR_CLOCK, now))) {
            return new Operations(at, stop, progress -> {}).start(request);
        }
    }

    /** An allocation for everybody, with one worker, seen from an instant. */
    RunRequest request(String date, String now, String... users) {
        try (Database at = database.open(Map.of(Setting.BURSAR_CLOCK, now))) {
            OptionValues values = new OptionValues(
                    users.length == 0
                            ? Map.of("date", List.of(date))
                            : Map.of("date", List.of(date), "user", List.of(users)));
            return new RunRequest(
                    "allocation", Jobs.find("allocation").validate(values, at.client()), 1, false, 2, Optional.empty());
        }
    }

    /** Asserts that all ten hold. */
    public void keepsItsInvariants() {
        for (int i = 1; i <= 10; i++) {
            assertThat(client().sql("SELECT * FROM invariant_i" + i).query().listOfRows())
                    .as("invariant I" + i)
                    .isEmpty();
        }
    }

    /** Everything that allocations leave behind but ids, times of writing, run and actor, of one user or of all. */
    List<Map<String, Object>> ledger(Optional<String> user) {
        return client().sql(Statements.read("allocation/ledger.sql"))
                .param("user", user.orElse(null))
                .query()
                .listOfRows();
    }

    /** The same as {@link #ledger}, hashed. */
    public String fingerprint() {
        return client().sql("SELECT md5(string_agg(l::text, '' ORDER BY l::text)) FROM ("
                        + Statements.read("allocation/ledger.sql") + ") AS l")
                .param("user", null)
                .query(String.class)
                .single();
    }

    @Override
    public void close() {
        database.close();
    }
}
