package dev.bursar.database.backup;

import dev.bursar.database.Database;
import dev.bursar.database.SqlFaults;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A session in which the server is told that its files are being copied. From its beginning on the server keeps all WAL, by a
 * temporary replication slot, and writes whole pages into it. Both end with the session, however it ends.
 */
final class BackupMode implements AutoCloseable {
    private static final String SEGMENTS = """
            SELECT pg_walfile_name('0/0'::pg_lsn + (segment * size + 1))
            FROM (SELECT setting::bigint AS size FROM pg_settings WHERE name = 'wal_segment_size') AS wal
            CROSS JOIN generate_series(floor((?::pg_lsn - '0/0'::pg_lsn) / size)::bigint,
                                       floor((?::pg_lsn - '0/0'::pg_lsn - 1) / size)::bigint) AS segment
            ORDER BY segment
            """;

    private final Connection session;
    private final String startLsn;

    private BackupMode(Connection session, String startLsn) {
        this.session = session;
        this.startLsn = startLsn;
    }

    /**
     * The end of a copy.
     *
     * @param lsn the moment that is restored
     * @param label the content of {@code backup_label}, without which the copy would be recovered from the wrong place
     */
    record End(String lsn, String label) {}

    /** Begins; the server makes a checkpoint first. A login that may not is a fault of exit 4. */
    static BackupMode begin(Database database) {
        Connection session = database.connect();
        try {
            // before the start, and from the last checkpoint on: WAL that the copy needs is never recycled
            ask(session, "SELECT pg_create_physical_replication_slot(?, true, true)::text", slot());
            return new BackupMode(session, ask(session, "SELECT pg_backup_start(?, true)::text", "bursar db backup"));
        } catch (SQLException e) {
            try {
                session.close();
            } catch (SQLException closing) {
                e.addSuppressed(closing);
            }
            throw SqlFaults.translate(e);
        }
    }

    private static String slot() {
        return "bursar_backup_" + ProcessHandle.current().pid();
    }

    String startLsn() {
        return startLsn;
    }

    /** Ends backup mode; the WAL stays until {@link #close()}. */
    End end() {
        try (PreparedStatement stop =
                        session.prepareStatement("SELECT lsn::text, labelfile FROM pg_backup_stop(false)");
                ResultSet row = stop.executeQuery()) {
            row.next();
            return new End(row.getString(1), row.getString(2));
        } catch (SQLException e) {
            throw SqlFaults.translate(e);
        }
    }

    /** The WAL files, in order, that recovery needs to come from the start of the copy to its end. */
    List<String> segments(End end) {
        try (PreparedStatement list = session.prepareStatement(SEGMENTS)) {
            list.setString(1, startLsn);
            list.setString(2, end.lsn());
            List<String> names = new ArrayList<>();
            try (ResultSet row = list.executeQuery()) {
                while (row.next()) {
                    names.add(row.getString(1));
                }
            }
            return names;
        } catch (SQLException e) {
            throw SqlFaults.translate(e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (SQLException e) {
            throw SqlFaults.translate(e);
        }
    }

    private static String ask(Connection session, String sql, String argument) throws SQLException {
        try (PreparedStatement statement = session.prepareStatement(sql)) {
            statement.setString(1, argument);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }
}
