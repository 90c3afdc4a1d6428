package dev.bursar.catalogue;

import static dev.bursar.catalogue.CatalogueTexts.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bursar.catalogue.ApplyCatalogue.Applied;
import dev.bursar.config.Setting;
import dev.bursar.database.Database;
import dev.bursar.database.TestDatabase;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An operator at a database of a test's own, on 15 November 2026 at noon. */
final class CatalogueDesk implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-15T12:00:00Z");

    private final TestDatabase test = TestDatabase.migrated();
    private final Database database = openAt(NOW.toString());

    Applied apply(String text) {
        return apply(file(text), null);
    }

    Applied apply(String text, String from) {
        return apply(file(text), Instant.parse(from));
    }

    Applied apply(CatalogueFile file, @Nullable Instant from) {
        return database.inTransaction(client -> new ApplyCatalogue(client).apply(file, Optional.ofNullable(from)));
    }

    Applied rehearse(String text) {
        return database.inTransaction(client -> new ApplyCatalogue(client).rehearse(file(text), Optional.empty()));
    }

    /** What a second command would answer to {@link #apply(String)}. */
    boolean appliesOnAConnectionOfItsOwn(String text) {
        try (Database own = openAt(NOW.toString())) {
            return own.inTransaction(client -> new ApplyCatalogue(client).apply(file(text), Optional.empty()))
                    .isNew();
        }
    }

    /** How PostgreSQL would run a query over tables too large to be read as a whole. */
    String planOf(String sql) {
        return database.inTransaction(client -> {
            client.sql("SET LOCAL enable_seqscan = off").update();
            return String.join(
                    "\n",
                    client.sql("EXPLAIN " + sql)
                            .query((row, index) -> row.getString(1))
                            .list());
        });
    }

    /** The fault of one code with which an action is refused. */
    Fault refused(FaultCode code, Runnable action) {
        Fault fault = catchThrowableOfType(Fault.class, action::run);
        assertThat(fault).isNotNull();
        assertThat(fault.code()).isEqualTo(code);
        return fault;
    }

    /** @param at null: the beginning of time */
    Catalogue inForce(@Nullable Instant at) {
        int version = new Versions(database.client()).at(at).orElseThrow().id();
        return new CatalogueTables(database.client()).read(version);
    }

    /** Ada is given a coin; the ledger is empty no more. */
    void grantAt(String instant) {
        try (Database host = openAt(instant)) {
            host.client()
                    .sql("INSERT INTO customer (user_id, created_at) VALUES ('ada', '2026-01-01Z')")
                    .update();
            host.client()
                    .sql("SELECT grant_credits('ada', 'coins', 1000, NULL, 'gift', 'a test')")
                    .query()
                    .singleRow();
        }
    }

    void subscribe(String userId, String plan, String status) {
        database.client()
                .sql("SELECT change_subscription(:user, :plan, NULL, NULL, :status, NULL, NULL, NULL, NULL)")
                .param("user", userId)
                .param("plan", plan)
                .param("status", status)
                .query()
                .singleRow();
    }

    int count(String table) {
        return database.client()
                .sql("SELECT count(*) FROM " + table)
                .query(Integer.class)
                .single();
    }

    String text(String query) {
        return database.client().sql(query).query(String.class).single();
    }

    void execute(String sql) {
        database.client().sql(sql).update();
    }

    private Database openAt(String instant) {
        return test.open(Map.of(Setting.BURSAR_CLOCK, instant));
    }

    @Override
    public void close() {
        database.close();
        test.close();
    }
}
