package dev.bursar.shadow;

import static dev.bursar.shadow.Shadow.statement;

import dev.bursar.database.SqlFaults;
import dev.bursar.intake.CheckedRows;
import dev.bursar.intake.CopyIn;
import dev.bursar.intake.SourceName;
import dev.bursar.run.RunParameters;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * What a legacy system says it has charged. Rows are read whole or not at all, in one transaction, and once: a file is known by its
 * SHA-256 as of when the run was asked for, a table by what identifies its rows as they are when they are read.
 *
 * @param source a file, or a table
 * @param sha256 of the file; empty for a table, to which its legacy system may write all the time
 */
record LegacySource(SourceName source, Optional<String> sha256) {
    private static final String STATE = "nothing was compared";
    private static final int REJECTS_AT_ONCE = 1_000;

    /** The one that an operator named; throws a fault of exit 2 if it cannot be read. */
    static LegacySource named(String given, JdbcClient client) {
        SourceName source = SourceName.parse(given, STATE);
        source.require(LegacyRow.COLUMNS, client);
        return new LegacySource(
                source,
                source instanceof SourceName.OfFile ? Optional.of(source.fingerprint(client)) : Optional.empty());
    }

    /** The one of a run, if it has one. */
    static Optional<LegacySource> of(RunParameters parameters) {
        return Optional.ofNullable(parameters.values().get("legacy"))
                .map(location -> new LegacySource(
                        SourceName.parse(location, STATE),
                        Optional.ofNullable(parameters.values().get("sha256"))));
    }

    /** The SHA-256 of the file as it stands now; empty for a table. */
    Optional<String> asItStands(JdbcClient client) {
        return sha256.map(_ -> source.fingerprint(client));
    }

    /** As parameters of a run. */
    Map<String, String> toParameters() {
        String location = source.location();
        return sha256.map(hash -> Map.of("legacy", location, "sha256", hash)).orElse(Map.of("legacy", location));
    }

    /**
     * Reads it, unless these very rows were read before.
     *
     * @return the id of its row in {@code legacy_source}
     */
    long read(DataSource pool) {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            JdbcClient client = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            Optional<Long> known = sha256.flatMap(hash -> find(hash, client));
            if (known.isPresent()) {
                return known.get(); // even if the file is gone by now
            }
            try (CheckedRows rows = source.openInAnyOrder(pool, LegacyRow.COLUMNS)) {
                String content = sha256.orElseGet(rows::sha256);
                Optional<Long> read = find(content, client);
                return read.isPresent() ? read.get() : load(rows, content, connection, client);
            }
        } catch (SQLException e) {
            throw SqlFaults.translate(e);
        }
    }

    private static Optional<Long> find(String sha256, JdbcClient client) {
        return client.sql(statement("find-source"))
                .param("sha256", sha256)
                .query(Long.class)
                .optional();
    }

    private long load(CheckedRows rows, String content, Connection connection, JdbcClient client) throws SQLException {
        client.sql(statement("forget-source")).param("sha256", content).update();
        long id = client.sql(statement("note-source"))
                .param("name", source.shown())
                .param("sha256", content)
                .param("is_table", sha256.isEmpty())
                .query(Long.class)
                .single();
        copy(rows, id, connection, client);
        sha256.ifPresent(asked -> source.requireSame(asked, rows.sha256()));
        connection.commit();
        client.sql("ANALYZE legacy_charge").update();
        connection.commit();
        return id;
    }

    private static void copy(CheckedRows rows, long source, Connection connection, JdbcClient client)
            throws SQLException {
        LegacyRow judge = new LegacyRow(creditTypes(client));
        Rejects rejects = new Rejects(source, client);
        long read = 0;
        boolean isOver = false;
        while (!isOver) { // a connection that copies in can do nothing else, so rejects wait until a batch is over
            try (CopyIn copy = new CopyIn(connection, "legacy_charge", LegacyRow.KEPT)) {
                while (!isOver && rejects.waiting() < REJECTS_AT_ONCE) {
                    Optional<CheckedRows.Row> next = rows.next();
                    isOver = next.isEmpty();
                    if (!isOver) {
                        read++;
                        CheckedRows.Row row = next.get();
                        Optional<LegacyRow.Reject> reject = judge.judge(row);
                        if (reject.isPresent()) {
                            rejects.add(row, reject.get());
                        } else {
                            copy.write(LegacyRow.kept(source, row.line(), row.values()));
                        }
                    }
                }
            }
            rejects.write();
        }
        client.sql(statement("settle-source"))
                .param("id", source)
                .param("read_rows", read)
                .param("rejected", rejects.count())
                .update();
    }

    private static Set<String> creditTypes(JdbcClient client) {
        return new HashSet<>(
                client.sql("SELECT code FROM credit_type").query(String.class).list());
    }

    /** Rows that were refused, on their way into {@code legacy_reject}. */
    private static final class Rejects {
        private final long source;
        private final JdbcClient client;
        private final List<Object[]> waiting = new ArrayList<>();
        private long count;

        Rejects(long source, JdbcClient client) {
            this.source = source;
            this.client = client;
        }

        void add(CheckedRows.Row row, LegacyRow.Reject reject) {
            String[] cells = row.values().stream()
                    .map(value -> value == null ? "" : value)
                    .toArray(String[]::new);
            waiting.add(new Object[] {source, row.line(), reject.column(), reject.reason(), cells});
            count++;
        }

        int waiting() {
            return waiting.size();
        }

        long count() {
            return count;
        }

        void write() {
            for (Object[] row : waiting) {
                client.sql(
                                "INSERT INTO legacy_reject (source_id, line, reject_column, reason, cells) VALUES (?, ?, ?, ?, ?)")
                        .params(row)
                        .update();
            }
            waiting.clear();
        }
    }
}
