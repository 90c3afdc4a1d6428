package dev.bursar.intake;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVRecord;

/**
 * A CSV file of somebody else's, whatever its columns are called, as a stream of rows: a header with a name for each column,
 * each once, then rows. What is wrong with the file as a whole is thrown where the reader meets it.
 */
final class ForeignCsv implements SourceRows {
    private final CsvRecords records;
    private final List<String> header;

    private ForeignCsv(CsvRecords records, FileFaults faults) {
        this.records = records;
        this.header = records.next().orElseThrow(() -> faults.empty()).toList();
        Set<String> seen = new HashSet<>();
        for (String column : header) {
            if (column.isEmpty() || !seen.add(column)) {
                throw faults.twiceOrNameless(column);
            }
        }
    }

    /** Opens a file and reads its header; throws a fault of exit 2 if it is unreadable or its header is broken. */
    static ForeignCsv open(FileFaults file, Dialect dialect) {
        CsvRecords records = CsvRecords.open(file, dialect);
        try {
            return new ForeignCsv(records, file);
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
