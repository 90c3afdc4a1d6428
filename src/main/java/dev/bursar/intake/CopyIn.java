package dev.bursar.intake;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/** Rows on their way into a table, by COPY: a few buffers, however many there are. */
public final class CopyIn implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final PGCopyOutputStream out;
    private final StringBuilder line = new StringBuilder(256);

    /**
     * Begins to copy; what was written is there once this is closed.
     *
     * @param table and its columns in the order of the values, as SQL names them
     */
    public CopyIn(Connection connection, String table, List<String> columns) throws SQLException {
        String sql = "COPY " + table + " (" + String.join(", ", columns) + ") FROM STDIN";
        this.out = new PGCopyOutputStream(connection.unwrap(PGConnection.class), sql, BUFFER_BYTES);
    }

    /** Writes a row: each value as PostgreSQL reads its column, null for NULL. */
    public void write(List<? extends @Nullable String> values) throws SQLException {
        line.setLength(0);
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                line.append('\t');
            }
            append(values.get(i));
        }
        line.append('\n');
        try {
            out.write(line.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw unwrapped(e);
        }
    }

    /** One value in COPY's text format. */
    private void append(@Nullable String value) {
        if (value == null) {
            line.append("\\N");
            return;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> line.append("\\\\");
                case '\t' -> line.append("\\t");
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                default -> line.append(c);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        try {
            out.close();
        } catch (IOException e) {
            throw unwrapped(e);
        }
    }

    private static SQLException unwrapped(IOException e) {
        return e.getCause() instanceof SQLException sqlException ? sqlException : new SQLException(e);
    }
}
