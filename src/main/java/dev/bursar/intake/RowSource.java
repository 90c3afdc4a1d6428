package dev.bursar.intake;

import java.util.List;
import java.util.Optional;

/** The rows of a file, whatever it is written in. A fault is thrown where the reader meets it. */
interface RowSource extends AutoCloseable {
    /** The next row; empty at the end of the file. */
    Optional<FileRow> next();

    /** The columns that the file has, in its order. */
    List<Column> columns();

    /** The SHA-256 of the bytes read, in hex; of the whole file once {@link #next()} has come to its end. */
    String sha256();

    @Override
    void close();
}
