package dev.bursar.intake;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One row of a file.
 *
 * @param line where it begins, the header standing on line 1
 * @param values one per column of the kind, in its order; null where the file has no such column or the row ends before it
 * @param fault what is wrong with its shape, if anything
 */
record FileRow(long line, List<@Nullable String> values, Optional<Reject> fault) {

    /** The first thing that is wrong with the row, if anything. */
    Optional<Reject> judge(Columns columns) {
        if (fault.isPresent()) {
            return fault;
        }
        for (int i = 0; i < values.size(); i++) {
            String value = values.get(i);
            Column column = columns.all().get(i);
            if (value != null) {
                Optional<String> reason = column.check().reasonAgainst(value);
                if (reason.isPresent()) {
                    return Optional.of(new Reject(column.name(), reason.get()));
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Why a row is refused.
     *
     * @param column the column at fault; empty for the row as a whole
     */
    record Reject(String column, String reason) {}
}
