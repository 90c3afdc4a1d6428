package dev.bursar.intake;

import dev.bursar.database.SqlFaults;
import dev.bursar.report.SpreadsheetText;
import dev.bursar.report.WholeFile;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * The refused rows of a file: {@code line,column,reason}, then the columns of the file itself, in its order. Text that a
 * spreadsheet would run is neutralised with an apostrophe, so correct the rows in the original file, not here.
 */
final class RejectFile {
    private static final String STATE = "nothing was imported";
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();
    private static final int ROWS_AT_ONCE = 1_000;

    private RejectFile() {}

    /** Where the refused rows of a file go. */
    static Path pathOf(Path home, String kind, String sha256, String fileName) {
        return home.resolve("out")
                .resolve("import")
                .resolve(kind + "-" + sha256.substring(0, 12))
                .resolve(fileName + ".rejected.csv");
    }

    static Path write(Path target, Connection connection, List<Column> columns) {
        return WholeFile.write(target, STATE, out -> {
            try {
                writeRows(out, connection, columns);
            } catch (SQLException e) {
                throw SqlFaults.translate(e);
            }
        });
    }

    /** Takes away what an earlier import of the same file left. */
    static void remove(Path target) {
        WholeFile.remove(target, STATE);
    }

    private static void writeRows(Writer out, Connection connection, List<Column> columns)
            throws IOException, SQLException {
        List<String> own = columns.stream().map(Column::name).toList();
        String sql = "SELECT line, reject_column, reject_reason, " + String.join(", ", own)
                + " FROM staged WHERE outcome = 'rejected' ORDER BY number";
        // not closed: the file is flushed and forced to disk by whoever opened it
        CSVPrinter csv = new CSVPrinter(out, FORMAT);
        csv.print("line");
        csv.print("column");
        csv.print("reason");
        csv.printRecord(own);
        try (var statement = connection.createStatement()) {
            statement.setFetchSize(ROWS_AT_ONCE);
            try (ResultSet row = statement.executeQuery(sql)) {
                while (row.next()) {
                    csv.print(row.getLong("line"));
                    csv.print(row.getString("reject_column"));
                    csv.print(SpreadsheetText.neutralise(row.getString("reject_reason")));
                    for (Column column : columns) {
                        String value = row.getString(column.name());
                        csv.print(value == null ? "" : cell(column, value));
                    }
                    csv.println();
                }
            }
        }
    }

    private static String cell(Column column, String value) {
        return column.isAmount() ? SpreadsheetText.neutraliseUnlessAmount(value) : SpreadsheetText.neutralise(value);
    }
}
