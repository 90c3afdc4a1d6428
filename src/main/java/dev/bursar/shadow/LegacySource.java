package dev.bursar.shadow;

import static dev.bursar.shadow.Shadow.statement;

import dev.bursar.database.SqlFaults;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.intake.CopyIn;
import dev.bursar.intake.Sha256;
import dev.bursar.run.RunParameters;
import java.nio.file.Path;
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
 * What a legacy system says it has charged: a file, known by its SHA-256 and read once, or {@code table:NAME}, read by every run.
 * Read whole or not at all, in one transaction.
 *
 * @param given as the operator named it
 * @param sha256 of the file when the run was asked for; empty for a table
 */
record LegacySource(String given, Optional<String> sha256) {
    private static final String TABLE = "table:";
    private static final int REJECTS_AT_ONCE = 1_000;

    /** The one that an operator named; throws a fault of exit 2 if it cannot be read. */
    static LegacySource named(String given, JdbcClient client) {
        if (given.startsWith(TABLE)) {
            var _ = LegacyTable.query(given.substring(TABLE.length()), client);
            return new LegacySource(given, Optional.empty());
        }
        LegacyRows.ofFile(Path.of(given)).close();
        return new LegacySource(Path.of(given).toAbsolutePath().toString(), Optional.of(Sha256.of(Path.of(given))));
    }

    /** The one of a run, if it has one. */
    static Optional<LegacySource> of(RunParameters parameters) {
        return Optional.ofNullable(parameters.values().get("legacy"))
                .map(given -> new LegacySource(
                        given, Optional.ofNullable(parameters.values().get("sha256"))));
    }

    /** As parameters of a run. */
    Map<String, String> toParameters() {
        return sha256.map(hash -> Map.of("legacy", given, "sha256", hash)).orElse(Map.of("legacy", given));
    }

    /** For people: without the folder, which differs between machines. */
    String name() {
        return given.startsWith(TABLE) ? given : String.valueOf(Path.of(given).getFileName());
    }

    /**
     * Reads it, unless this very file was read before.
     *
     * @return the id of its row in {@code legacy_source}
     */
    long read(DataSource pool) {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            JdbcClient client = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            Optional<Long> known = sha256.flatMap(hash -> client.sql(statement("find-source"))
                    .param("sha256", hash)
                    .query(Long.class)
                    .optional());
            if (known.isPresent()) {
                return known.get();
            }
            long source = client.sql(statement("note-source"))
                    .param("name", name())
                    .param("sha256", sha256.orElse(null))
                    .query(Long.class)
                    .single();
            try (LegacyRows rows = open(pool, client)) {
                load(rows, source, connection, client);
            }
            connection.commit();
            client.sql("ANALYZE legacy_charge").update();
            connection.commit();
            return source;
        } catch (SQLException e) {
            throw SqlFaults.translate(e);
        }
    }

    private LegacyRows open(DataSource pool, JdbcClient client) throws SQLException {
        return given.startsWith(TABLE)
                ? LegacyTable.open(LegacyTable.query(given.substring(TABLE.length()), client), pool.getConnection())
                : LegacyRows.ofFile(Path.of(given));
    }

    private void load(LegacyRows rows, long source, Connection connection, JdbcClient client) throws SQLException {
        LegacyRow judge = new LegacyRow(creditTypes(client));
        Rejects rejects = new Rejects(source, client);
        long read = 0;
        boolean isOver = false;
        while (!isOver) { // a connection that copies in can do nothing else, so rejects wait until a batch is over
            try (CopyIn copy = new CopyIn(connection, "legacy_charge", LegacyRow.KEPT)) {
                while (!isOver && rejects.waiting() < REJECTS_AT_ONCE) {
                    Optional<LegacyRows.Row> next = rows.next();
                    isOver = next.isEmpty();
                    if (!isOver) {
                        read++;
                        LegacyRows.Row row = next.get();
                        Optional<LegacyRow.Reject> reject = row.fault()
                                .map(fault -> new LegacyRow.Reject("", fault))
                                .or(() -> judge.judge(row.values()));
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
        requireSame(rows);
        client.sql(statement("settle-source"))
                .param("id", source)
                .param("read_rows", read)
                .param("rejected", rejects.count())
                .update();
    }

    private void requireSame(LegacyRows rows) {
        String now = rows.sha256();
        if (now != null && !now.equals(sha256.orElse(now))) {
            throw Fault.refused(
                    FaultCode.REFUSED,
                    given + " is not the file any more with which the run was begun; nothing of it was kept",
                    "Bring the file back, or begin anew with this one: bursar shadow run … --legacy " + name() + ".");
        }
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

        void add(LegacyRows.Row row, LegacyRow.Reject reject) {
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
