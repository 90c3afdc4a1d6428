package dev.bursar.intake;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVRecord;

/**
 * A CSV file of somebody else's, whatever its columns are called, as a stream of rows: a header with a name for each column,
 * each once, then rows. What is wrong with the file as a whole is thrown where the reader meets it.
 */
public final class ForeignCsv implements AutoCloseable {
    private final CsvRecords records;
    private final List<String> header;

    /**
     * One row.
     *
     * @param line where it begins, the header standing on line 1
     * @param values as many as it has
     * @param fault why it does not fit the header, if it does not
     */
    public record Row(long line, List<String> values, Optional<String> fault) {}

    private ForeignCsv(CsvRecords records, String name) {
        this.records = records;
        this.header = records.next()
                .orElseThrow(() -> FileFaults.empty(name, Columns.of()))
                .toList();
        Set<String> seen = new HashSet<>();
        for (String column : header) {
            if (column.isEmpty() || !seen.add(column)) {
                throw FileFaults.twiceOrNameless(name, column);
            }
        }
    }

    /** Opens a file and reads its header; throws a fault of exit 2 if it is unreadable or its header is broken. */
    public static ForeignCsv open(Path path, Dialect dialect) {
        CsvRecords records = CsvRecords.open(path, dialect);
        try {
            return new ForeignCsv(records, CsvFile.nameOf(path));
        } catch (RuntimeException e) {
            records.close();
            throw e;
        }
    }

    /** The names of the columns, in the file's order. */
    public List<String> header() {
        return header;
    }

    /** The next row; empty at the end of the file. */
    public Optional<Row> next() {
        return records.next().map(this::row);
    }

    private Row row(CSVRecord record) {
        return new Row(records.line(), record.toList(), FileFaults.wrongSize(record, header.size()));
    }

    /** How many lines were not UTF-8, where the dialect allows for that. */
    public long recodedLines() {
        return records.recodedLines();
    }

    /** The SHA-256 of the bytes read, in hex; of the whole file once {@link #next()} has come to its end. */
    public String sha256() {
        return records.sha256();
    }

    @Override
    public void close() {
        records.close();
    }
}
