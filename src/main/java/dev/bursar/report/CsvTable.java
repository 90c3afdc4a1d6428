package dev.bursar.report;

import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * Rows on their way into a CSV file: RFC 4180, lines ended by LF. Numbers are plain decimals; text that a spreadsheet would take
 * for a formula is neutralised.
 */
public final class CsvTable {
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();

    private final CSVPrinter csv;
    private long rows;

    /** Writes the header; the writer stays its opener's to close. */
    public CsvTable(Writer out, List<String> columns) throws IOException {
        this.csv = new CSVPrinter(out, FORMAT);
        csv.printRecord(columns);
    }

    /** Writes a row; null is an empty cell. */
    public void add(List<? extends @Nullable Object> values) throws IOException {
        for (Object value : values) {
            csv.print(
                    switch (value) {
                        case null -> "";
                        case BigDecimal decimal -> decimal.toPlainString();
                        case Number number -> number.toString();
                        default -> SpreadsheetText.neutralise(value.toString());
                    });
        }
        csv.println();
        rows++;
    }

    /** How many rows were written, without the header. */
    public long rows() {
        return rows;
    }
}
