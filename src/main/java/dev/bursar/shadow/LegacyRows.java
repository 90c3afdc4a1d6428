package dev.bursar.shadow;

import dev.bursar.intake.Dialect;
import dev.bursar.intake.ForeignCsv;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of a legacy source one after the other, each with its values in the order of {@link LegacyRow#COLUMNS}. */
interface LegacyRows extends AutoCloseable {
    /**
     * A row.
     *
     * @param line where it stands
     * @param fault why it does not fit the header, if it does not
     */
    record Row(long line, List<@Nullable String> values, Optional<String> fault) {}

    /** The next one; empty at the end. */
    Optional<Row> next();

    /** The SHA-256 of the file in hex, once the end has come; null for a table. */
    @Nullable
    String sha256();

    @Override
    void close();

    /** The rows of a file; throws a fault of exit 2 if it is unreadable or its header is not that of {@link LegacyRow#COLUMNS}. */
    static LegacyRows ofFile(Path path) {
        ForeignCsv csv = ForeignCsv.open(path, Dialect.OWN);
        int[] positions;
        try {
            positions = LegacyRow.COLUMNS.positionsIn(csv.header(), String.valueOf(path.getFileName()));
        } catch (RuntimeException e) {
            csv.close();
            throw e;
        }
        return new LegacyRows() {
            @Override
            public Optional<Row> next() {
                return csv.next().map(row -> {
                    List<@Nullable String> values = new ArrayList<>(positions.length);
                    for (int position : positions) {
                        values.add(
                                position < 0 || position >= row.values().size()
                                        ? null
                                        : row.values().get(position));
                    }
                    return new Row(row.line(), values, row.fault());
                });
            }

            @Override
            public String sha256() {
                return csv.sha256();
            }

            @Override
            public void close() {
                csv.close();
            }
        };
    }
}
