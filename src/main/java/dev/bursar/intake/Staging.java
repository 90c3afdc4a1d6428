package dev.bursar.intake;

import dev.bursar.intake.FileRow.Reject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The table {@code staged} of one transaction: every row of the file as text, the refused ones among them. */
final class Staging {
    private static final List<String> OWN =
            List.of("number", "line", "outcome", "reject_column", "reject_reason", "row_sha256");

    private final Connection connection;
    private final Columns columns;

    Staging(Connection connection, Columns columns) {
        this.connection = connection;
        this.columns = columns;
    }

    /** Makes the table and copies the file into it; returns how many rows it has. */
    long fill(RowSource file) throws SQLException {
        String own = columns.names().stream().map(name -> name + " text").collect(Collectors.joining(", "));
        execute("CREATE TEMPORARY TABLE staged (number bigint, line bigint, outcome text, reject_column text,"
                + " reject_reason text, row_sha256 bytea, " + own + ") ON COMMIT DROP");
        long rows = copy(file);
        execute("CREATE INDEX ON staged (number)");
        execute("ANALYZE staged");
        return rows;
    }

    private long copy(RowSource file) throws SQLException {
        List<String> all = new ArrayList<>(OWN);
        all.addAll(columns.names());
        long number = 0;
        try (CopyIn out = new CopyIn(connection, "staged", all)) {
            for (Optional<FileRow> row = file.next(); row.isPresent(); row = file.next()) {
                out.write(values(++number, row.get()));
            }
        }
        return number;
    }

    private List<@Nullable String> values(long number, FileRow row) {
        Optional<Reject> reject = row.judge(columns);
        List<@Nullable String> values =
                new ArrayList<>(OWN.size() + row.values().size());
        values.add(String.valueOf(number));
        values.add(String.valueOf(row.line()));
        values.add(reject.map(_ -> "rejected").orElse(null));
        values.add(reject.map(Reject::column).orElse(null));
        values.add(reject.map(Reject::reason).orElse(null));
        values.add("\\x" + Sha256.of(row.values()));
        values.addAll(row.values());
        return values;
    }

    /**
     * Of rows with the same key the first one counts: a later one with the same content is skipped, one with other content
     * is rejected, for nobody can know which of the two was meant.
     */
    void settleRepeatedKeys() throws SQLException {
        String key = columns.key().name();
        execute("""
                UPDATE staged s
                SET outcome = CASE WHEN s.row_sha256 = f.row_sha256 THEN 'skipped' ELSE 'rejected' END,
                    reject_column = CASE WHEN s.row_sha256 <> f.row_sha256 THEN '%1$s' END,
                    reject_reason = CASE WHEN s.row_sha256 <> f.row_sha256
                                         THEN format('stands already on line %%s, with other content', f.line) END
                FROM (SELECT number, first_value(line) OVER same AS line, first_value(number) OVER same AS first,
                             first_value(row_sha256) OVER same AS row_sha256
                      FROM staged WHERE outcome IS NULL
                      WINDOW same AS (PARTITION BY %1$s ORDER BY number)) AS f
                WHERE s.number = f.number AND f.first < f.number
                """.formatted(key));
    }

    /** How many rows had each outcome: written, skipped, rejected. */
    List<Long> outcomes() throws SQLException {
        try (Statement statement = connection.createStatement();
                var counts = statement.executeQuery("""
                        SELECT count(*) FILTER (WHERE outcome = 'written'), count(*) FILTER (WHERE outcome = 'skipped'),
                               count(*) FILTER (WHERE outcome = 'rejected')
                        FROM staged""")) {
            counts.next();
            return List.of(counts.getLong(1), counts.getLong(2), counts.getLong(3));
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
