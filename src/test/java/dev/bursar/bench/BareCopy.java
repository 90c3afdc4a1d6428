package dev.bursar.bench;

import dev.bursar.database.Database;
import dev.bursar.database.Statements;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/** The floor: the file copied into a table as it stands, then set-based statements that insert the same rows. */
final class BareCopy {
    private final Database database;
    private final Path file;

    BareCopy(Database database, Path file) {
        this.database = database;
        this.file = file;
    }

    double run() throws SQLException, IOException {
        long begun = System.nanoTime();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                InputStream in = Files.newInputStream(file)) {
            connection.setAutoCommit(false);
            statement.execute("""
                    CREATE TABLE bare_legacy (user_id text, plan text, credits_remaining numeric, credits_limit numeric,
                                              period_start timestamptz, period_end timestamptz, paid_cents bigint)
                    """);
            var _ = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY bare_legacy FROM STDIN (FORMAT csv, HEADER)", in);
            statement.execute("ANALYZE bare_legacy");
            statement.execute(Statements.read("bench/bare-backfill.sql"));
            connection.commit();
        }
        return (System.nanoTime() - begun) / 1e9;
    }
}
