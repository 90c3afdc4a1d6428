package dev.bursar.backfill;

import dev.bursar.report.OutManifest;
import dev.bursar.report.SpreadsheetText;
import dev.bursar.report.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.springframework.jdbc.UncategorizedSQLException;

/** Rows of a source as CSV files, streamed. Text that a spreadsheet would run is neutralised with an apostrophe. */
final class RowFiles {
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();
    private static final int ROWS_AT_ONCE = 1_000;

    private final Connection connection;
    private final ReadRun run;
    private final String stateLeft;

    /** @param connection in a transaction */
    RowFiles(Connection connection, ReadRun run, String stateLeft) {
        this.connection = connection;
        this.run = run;
        this.stateLeft = stateLeft;
    }

    private interface Line {
        void print(ResultSet row, CSVPrinter csv) throws SQLException, IOException;
    }

    /** The refused rows: {@code line,column,reason}, then the source's own columns; no file where there is none. */
    Optional<OutManifest.Entry> rejected(Path file, SourceColumns columns) {
        List<String> header = header();
        return write(file, "list-refused", List.of("line", "column", "reason"), header, (row, csv) -> {
            String role = row.getString("reject_column");
            csv.print(row.getLong("line"));
            csv.print(role == null ? "" : columns.of(role).orElse(role));
            csv.print(SpreadsheetText.neutralise(row.getString("reject_reason")));
            for (String value : (String[]) row.getArray("raw").getArray()) {
                csv.print(SpreadsheetText.neutraliseUnlessAmount(value));
            }
        });
    }

    /** The rows of which rounding keeps something back; no file where there is none. */
    Optional<OutManifest.Entry> rounded(Path file) {
        List<String> header = List.of("line", "user_id", "amount", "becomes", "difference_credits");
        return write(file, "list-rounded", header, List.of(), (row, csv) -> {
            csv.print(row.getLong("line"));
            csv.print(SpreadsheetText.neutralise(row.getString("user_id")));
            csv.print(row.getBigDecimal("amount").toPlainString());
            csv.print(row.getString("becomes"));
            csv.print(row.getBigDecimal("difference").toPlainString());
        });
    }

    private Optional<OutManifest.Entry> write(
            Path file, String statement, List<String> own, List<String> header, Line line) {
        long[] count = {0};
        var _ = WholeFile.write(file, stateLeft, out -> {
            CSVPrinter csv = new CSVPrinter(out, FORMAT); // not closed: whoever opened the file forces it to disk
            for (String name : own) {
                csv.print(name);
            }
            for (String name : header) {
                csv.print(SpreadsheetText.neutralise(name));
            }
            csv.println();
            try (PreparedStatement select = connection.prepareStatement(Backfill.statement(statement))) {
                String[] users = ReadRun.array(run.users());
                Array array = users == null ? null : connection.createArrayOf("text", users);
                select.setInt(1, run.sourceId());
                select.setArray(2, array);
                select.setArray(3, array);
                select.setFetchSize(ROWS_AT_ONCE);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        line.print(row, csv);
                        csv.println();
                        count[0]++;
                    }
                }
            } catch (SQLException e) {
                throw new UncategorizedSQLException("read the rows of a source", statement, e);
            }
        });
        if (count[0] == 0) {
            WholeFile.remove(file, stateLeft);
            return Optional.empty();
        }
        return Optional.of(new OutManifest.Entry(file, count[0], Map.of()));
    }

    private List<String> header() {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT header FROM backfill_source WHERE id = ?")) {
            select.setInt(1, run.sourceId());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return List.of((String[]) row.getArray("header").getArray());
            }
        } catch (SQLException e) {
            throw new UncategorizedSQLException("read the header of a source", null, e);
        }
    }
}
