package dev.bursar.intake;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a kind of file means: its columns, and the statements that make its rows take effect.
 *
 * @param name as on the command line: {@code customers}
 * @param columns what the file has
 * @param json how it may be written in JSON, if it may; else it is CSV
 * @param apply takes the rows of the staging table into force
 */
public record ImportKind(String name, Columns columns, Optional<JsonShape> json, Apply apply) {
    /** A kind that is written as CSV only. */
    public ImportKind(String name, Columns columns, Apply apply) {
        this(name, columns, Optional.empty(), apply);
    }

    /**
     * Works on the table {@code staged}: the file's own columns as text, {@code number} (1, 2, … in the file's order),
     * {@code line}, {@code row_sha256} (bytea). Of rows where {@code outcome} is NULL it sets {@code outcome} to
     * {@code written}, {@code skipped} (it changed nothing) or {@code rejected}, the last with {@code reject_column} and
     * {@code reject_reason}. Inside the import's transaction.
     */
    @FunctionalInterface
    public interface Apply {
        void apply(JdbcClient client);
    }
}
