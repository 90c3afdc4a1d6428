package dev.bursar.intake;

import java.util.List;
import java.util.Optional;

/** A table with the columns of a kind of rows, as a file of that kind would have them. */
final class TableOfKind implements RowSource {
    private final TableRows rows;
    private final List<Column> columns;
    private final int[] positions;

    TableOfKind(TableRows rows, Columns kind) {
        this.rows = rows;
        this.columns = rows.header().stream().map(kind::named).toList();
        this.positions = kind.names().stream().mapToInt(rows.header()::indexOf).toArray();
    }

    @Override
    public Optional<FileRow> next() {
        return rows.next().map(row -> new FileRow(row.line(), row.at(positions), Optional.empty()));
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public String sha256() {
        return rows.sha256();
    }

    @Override
    public void close() {
        rows.close();
    }
}
