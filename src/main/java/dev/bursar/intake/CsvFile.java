package dev.bursar.intake;

import dev.bursar.intake.FileRow.Reject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file of one of bursar's kinds as a stream of rows. A file fault is thrown where the reader meets it, so rows may have
 * been handed out before.
 */
final class CsvFile implements RowSource {
    private final CsvRecords records;
    private final int[] positions;
    private final List<Column> columns;

    private CsvFile(CsvRecords records, FileFaults faults, Columns known) {
        this.records = records;
        CSVRecord header = records.next().orElseThrow(() -> faults.empty(known));
        this.positions = known.positionsIn(header.toList(), faults);
        this.columns = header.toList().stream().map(known::named).toList();
    }

    /** Opens a file and reads its header. Throws a fault of exit 2 if it is unreadable or its header is wrong. */
    static CsvFile open(FileFaults file, Columns columns) {
        CsvRecords records = CsvRecords.open(file, Dialect.OWN);
        try {
            return new CsvFile(records, file, columns);
        } catch (RuntimeException e) {
            records.close();
            throw e;
        }
    }

    @Override
    public Optional<FileRow> next() {
        return records.next().map(record -> rowOf(record, records.line()));
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public String sha256() {
        return records.sha256();
    }

    private FileRow rowOf(CSVRecord record, long line) {
        List<@Nullable String> values = new ArrayList<>(positions.length);
        for (int position : positions) {
            values.add(position < 0 || position >= record.size() ? null : record.get(position));
        }
        return new FileRow(
                line, values, FileFaults.wrongSize(record, columns.size()).map(reason -> new Reject("", reason)));
    }

    @Override
    public void close() {
        records.close();
    }
}
