package dev.bursar.intake;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rows of somebody else's, wherever they stand: a CSV file, or a table or view of the database. What is wrong with the source as a
 * whole is thrown where the reader meets it.
 */
public sealed interface SourceRows extends AutoCloseable permits ForeignCsv, TableRows {
    /**
     * One row.
     *
     * @param line where it begins, the header standing on line 1; of a table its place in the order of reading, from 2 on
     * @param values as many as it has; NULL of a table is an empty text
     * @param fault why it does not fit the header, if it does not
     */
    record Row(long line, List<String> values, Optional<String> fault) {
        /**
         * The values under some of the columns.
         *
         * @param positions in the header; -1 for a column that is not there
         * @return one for each position; null where the row has none
         */
        public List<@Nullable String> at(int[] positions) {
            @Nullable String[] picked = new String[positions.length];
            for (int i = 0; i < positions.length; i++) {
                int position = positions[i];
                picked[i] = position < 0 || position >= values.size() ? null : values.get(position);
            }
            return Arrays.asList(picked);
        }
    }

    /** The names of the columns, in the source's order. */
    List<String> header();

    /** The next row; empty at the end. */
    Optional<Row> next();

    /** How many lines were not UTF-8, where the dialect allows for that. */
    long recodedLines();

    /** What identifies the content, in hex: of a file the SHA-256 of its bytes, once {@link #next()} has come to its end. */
    String sha256();

    @Override
    void close();
}
