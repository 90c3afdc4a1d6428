package dev.bursar.intake;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A CSV file, or a table, as a stream of rows, each judged by the checks of its columns; a gigabyte passes through in a few buffers. */
public final class CheckedRows implements AutoCloseable {
    private final RowSource file;
    private final Columns columns;

    CheckedRows(RowSource file, Columns columns) {
        this.file = file;
        this.columns = columns;
    }

    /**
     * One row.
     *
     * @param line where it begins, the header standing on line 1
     * @param values one per column, in the order of the columns; null where the row has none
     * @param column at fault; empty for the row as a whole
     * @param fault why the row is refused, if it is
     */
    public record Row(long line, List<@Nullable String> values, String column, Optional<String> fault) {}

    /** The next row; empty at the end. Throws a fault of exit 2 where the file's shape is broken. */
    public Optional<Row> next() {
        return file.next().map(row -> judge(row, columns));
    }

    private static Row judge(FileRow row, Columns columns) {
        Optional<FileRow.Reject> reject = row.judge(columns);
        return new Row(
                row.line(),
                row.values(),
                reject.map(FileRow.Reject::column).orElse(""),
                reject.map(FileRow.Reject::reason));
    }

    /** What identifies the content, in hex: of a file once it was read to its end, of a table at any time. */
    public String sha256() {
        return file.sha256();
    }

    @Override
    public void close() {
        file.close();
    }
}
