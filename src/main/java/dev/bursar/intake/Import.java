package dev.bursar.intake;

import dev.bursar.database.Database;
import dev.bursar.database.SqlFaults;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Loads a file in one transaction: copy all rows, refuse the bad ones, take the good ones into force, write the reject file,
 * commit. Whatever fails before the commit leaves the database as it was.
 */
public final class Import {
    private static final String STATE = "nothing was imported";

    private final ImportKind kind;
    private final Path home;
    private final boolean dryRun;

    /**
     * @param home where {@code out/import/} is
     * @param dryRun does everything and rolls it back; only the reject file stays
     */
    public Import(ImportKind kind, Path home, boolean dryRun) {
        this.kind = kind;
        this.home = home;
        this.dryRun = dryRun;
    }

    /**
     * Loads the file.
     *
     * @return what happened to its rows; throws a fault of exit 2 if the file as a whole is unreadable or malformed, of exit 4
     *     if such an import is running, of exit 1 if database or disk fail. After a fault nothing was imported.
     */
    public ImportResult load(Path path, Database database) {
        FileFaults faults = new FileFaults(path, STATE);
        try (RowSource file = open(faults);
                Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            lock(connection);
            return loadInTransaction(faults.file(), file, connection);
        } catch (SQLException e) {
            throw SqlFaults.translate(e);
        } catch (DataAccessException e) {
            throw SqlFaults.find(e).orElseThrow(() -> e);
        }
    }

    private RowSource open(FileFaults faults) {
        return kind.json().isPresent() && beginsAsObject(faults)
                ? JsonFile.open(faults, kind.columns(), kind.json().get())
                : CsvFile.open(faults, kind.columns());
    }

    /** Whether the first character of a file, white space and a byte order mark apart, opens an object. */
    private static boolean beginsAsObject(FileFaults faults) {
        try (InputStream in = Files.newInputStream(faults.path())) {
            String start = new String(in.readNBytes(1_000), StandardCharsets.UTF_8);
            return start.replaceFirst("^\\uFEFF", "").stripLeading().startsWith("{");
        } catch (IOException e) {
            throw faults.unreadable(e);
        }
    }

    private ImportResult loadInTransaction(String name, RowSource file, Connection connection) throws SQLException {
        Staging staging = new Staging(connection, kind.columns());
        long read = staging.fill(file);
        staging.settleRepeatedKeys();
        kind.apply().apply(JdbcClient.create(new SingleConnectionDataSource(connection, true)));
        List<Long> outcomes = staging.outcomes();
        String sha256 = file.sha256();
        long rejected = outcomes.get(2);
        Path rejects = RejectFile.pathOf(home, kind.name(), sha256, name);
        Optional<Path> written =
                rejected > 0 ? Optional.of(RejectFile.write(rejects, connection, file.columns())) : Optional.empty();
        finish(connection, written);
        if (written.isEmpty()) {
            RejectFile.remove(rejects);
        }
        return new ImportResult(
                kind.name(),
                name,
                sha256,
                read,
                outcomes.get(0),
                outcomes.get(1),
                rejected,
                written.stream().toList(),
                dryRun);
    }

    private void finish(Connection connection, Optional<Path> rejects) throws SQLException {
        try {
            if (dryRun) {
                connection.rollback();
            } else {
                connection.commit();
            }
        } catch (SQLException e) {
            rejects.ifPresent(RejectFile::remove);
            throw e;
        }
    }

    /** Two imports of one kind would wait for each other's rows; the second is refused at once instead. */
    private void lock(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(
                "SELECT pg_try_advisory_xact_lock(hashtextextended('bursar import ' || ?, 0))")) {
            statement.setString(1, kind.name());
            try (var row = statement.executeQuery()) {
                row.next();
                if (!row.getBoolean(1)) {
                    throw Fault.refused(
                            FaultCode.ALREADY_RUNNING,
                            "another import of " + kind.name() + " is running; " + STATE,
                            "Wait until it has ended, then repeat the command.");
                }
            }
        }
    }
}
