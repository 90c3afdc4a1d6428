package dev.bursar.bench;

import dev.bursar.database.Database;
import dev.bursar.database.Statements;
import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** What one would write first: reads a row, looks its user up, inserts what belongs to it in one statement, and commits every thousand. */
final class RowByRow {
    private static final int CHUNK = 1_000;

    private final Database database;
    private final Path file;

    RowByRow(Database database, Path file) {
        this.database = database;
        this.file = file;
    }

    double run() throws SQLException, IOException {
        long begun = System.nanoTime();
        try (Connection connection = database.connect();
                PreparedStatement insert = connection.prepareStatement(Statements.read("bench/row-backfill.sql"));
                BufferedReader rows = Files.newBufferedReader(file)) {
            connection.setAutoCommit(false);
            rows.readLine();
            long line = 1;
            for (String row = rows.readLine(); row != null; row = rows.readLine()) {
                String[] field = row.split(",", -1);
                insert.setString(1, field[0]);
                insert.setLong(2, new BigDecimal(field[2]).movePointRight(3).longValueExact());
                insert.setString(3, field[4]);
                insert.setString(4, field[5]);
                insert.setLong(5, Long.parseLong(field[6]));
                insert.setLong(6, ++line);
                insert.execute();
                if (line % CHUNK == 0) {
                    connection.commit();
                }
            }
            connection.commit();
        }
        return (System.nanoTime() - begun) / 1e9;
    }
}
