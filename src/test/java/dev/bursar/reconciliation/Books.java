package dev.bursar.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.cli.CommandLineRun;
import dev.bursar.config.Setting;
import dev.bursar.operations.Town;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** The books of a town in November 2026, without the guards that keep people from breaking them, and the check of them. */
final class Books implements AutoCloseable {
    static final String NOW = "2026-11-15T12:00:00Z";
    static final String YESTERDAY = "2026-11-14";

    private final Town town;

    private Books(Town town) {
        this.town = town;
    }

    /** Of so many customers, with November's periods open. */
    static Books of(int customers) {
        Books books = new Books(Town.of(customers));
        assertThat(books.bursar("allocation", "run", "--date", "2026-11-15").exit())
                .isZero();
        return books;
    }

    /** Lets everything be written that the ledger's constraints and triggers refuse. */
    Books unguarded() {
        client().sql("""
                DO $$ DECLARE c record; BEGIN
                    ALTER TABLE entry DISABLE TRIGGER ALL;
                    ALTER TABLE movement DISABLE TRIGGER ALL;
                    FOR c IN SELECT conrelid::regclass AS relation, conname FROM pg_constraint
                             WHERE conrelid::regclass::text IN ('entry', 'lot', 'account', 'period', 'usage_event', 'idempotency_key', 'movement') AND contype IN ('c', 'p')
                    LOOP EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', c.relation, c.conname); END LOOP;
                END $$
                """).update();
        return this;
    }

    Town town() {
        return town;
    }

    JdbcClient client() {
        return town.client();
    }

    /** Does something behind the ledger's back; how many rows it changed. */
    int damage(String sql) {
        return client().sql(sql).update();
    }

    /** A host charges 500 words. */
    void charge(String user, String key) {
        String status = client().sql(
                        "SELECT set_config('bursar.clock', ?, false), charge(?, 'ANALYSIS', 500, NULL, NULL, NULL, 1, ?, '{}') ->> 'status' AS status")
                .params(NOW, user, key)
                .query((row, index) -> row.getString("status"))
                .single();
        assertThat(status).isEqualTo("charged");
    }

    CommandLineRun bursar(String... arguments) {
        return CommandLineRun.on(town.database(), Map.of(Setting.BURSAR_CLOCK, NOW), arguments);
    }

    /** Checks yesterday; its JSON object. */
    JsonNode reconcile(String... more) {
        return ran(more).json();
    }

    /** Checks yesterday. */
    CommandLineRun ran(String... more) {
        CommandLineRun run = bursar(
                Stream.concat(Stream.of("reconciliation", "run", "--date", YESTERDAY, "-o", "json"), Stream.of(more))
                        .toArray(String[]::new));
        assertThat(run.exit()).as(run.stderr()).isIn(0, 3);
        return run;
    }

    /** Every finding: {@code kind status user place amount}. */
    List<String> findings() {
        return client().sql("""
                        SELECT concat_ws(' ', kind, status, coalesce(user_id, '-'), nullif(place, ''), amount_millicredits)
                        FROM findings ORDER BY kind, user_id, place
                        """).query(String.class).list();
    }

    @Override
    public void close() {
        town.close();
    }
}
