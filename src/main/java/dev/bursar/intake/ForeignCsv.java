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
public final class ForeignCsv implements SourceRows {
    private final CsvRecords records;
    private final List<String> header;

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

    @Override
    public List<String> header() {
        return header;
    }

    @Override
    public Optional<Row> next() {
        return records.next().map(this::row);
    }

    private Row row(CSVRecord record) {
        return new Row(records.line(), record.toList(), FileFaults.wrongSize(record, header.size()));
    }

    @Override
    public long recodedLines() {
        return records.recodedLines();
    }

    @Override
    public String sha256() {
        return records.sha256();
    }

    @Override
    public void close() {
        records.close();
    }
}
