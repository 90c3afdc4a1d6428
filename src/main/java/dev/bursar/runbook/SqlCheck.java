package dev.bursar.runbook;

import dev.bursar.database.Database;
import dev.bursar.database.SqlFaults;
import dev.bursar.fault.Exit;
import dev.bursar.fault.Fault;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A statement in a transaction of its own that PostgreSQL lets change nothing, and that ends after the block's time. */
final class SqlCheck {
    /** Enough to see what is the matter; the statement can be run by hand for more. */
    private static final int MOST_ROWS = 50;

    private final Database database;

    SqlCheck(Database database) {
        this.database = database;
    }

    /** Passes when it returns as many rows as the block expects; what PostgreSQL refuses does not pass. */
    Performer.Result perform(Action action, Runbook runbook, Values values) {
        SqlText sql = SqlText.of(action.text());
        try (Connection connection = database.connect()) {
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            try (Statement limit = connection.createStatement();
                    PreparedStatement statement = connection.prepareStatement(sql.jdbc())) {
                limit.execute("SET LOCAL statement_timeout = "
                        + action.terms().timeout().toMillis());
                bind(statement, sql, runbook, values);
                statement.setMaxRows(MOST_ROWS + 1);
                try (ResultSet rows = statement.executeQuery()) {
                    return judged(action, lines(rows));
                }
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            Fault fault = SqlFaults.translate(e);
            return new Performer.Result(fault.code().exit().code(), "", "failed: " + fault.getMessage());
        }
    }

    private static void bind(PreparedStatement statement, SqlText sql, Runbook runbook, Values values)
            throws SQLException {
        for (int i = 0; i < sql.names().size(); i++) {
            String name = sql.names().get(i);
            statement.setObject(
                    i + 1,
                    runbook.header()
                            .parameter(name)
                            .type()
                            .bound(Objects.requireNonNull(values.byName().get(name))));
        }
    }

    /** One line a row, {@code name=value} side by side. */
    private static List<String> lines(ResultSet rows) throws SQLException {
        List<String> lines = new ArrayList<>();
        while (rows.next()) {
            List<String> cells = new ArrayList<>();
            for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                String value = rows.getString(column);
                cells.add(rows.getMetaData().getColumnLabel(column) + "="
                        + (value == null ? "" : value.replaceAll("\\p{Cntrl}", "\uFFFD")));
            }
            lines.add(String.join("  ", cells));
        }
        return lines;
    }

    private static Performer.Result judged(Action action, List<String> lines) {
        String output = lines.isEmpty()
                ? "no row"
                : String.join("\n", lines.subList(0, Math.min(lines.size(), MOST_ROWS)))
                        + (lines.size() > MOST_ROWS ? "\n…" : "");
        if (action.terms().allows(lines.size())) {
            return new Performer.Result(Exit.DONE.code(), output, "");
        }
        String count = lines.isEmpty()
                ? "returned no row where there should be some"
                : "returned " + (lines.size() > MOST_ROWS ? "more than " + MOST_ROWS : lines.size())
                        + (lines.size() == 1 ? " row" : " rows") + " where there should be none, the first: "
                        + lines.getFirst();
        return new Performer.Result(Exit.ANSWER_IS_NO.code(), output, count);
    }
}
