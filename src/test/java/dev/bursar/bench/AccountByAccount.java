package dev.bursar.bench;

import dev.bursar.database.Database;
import dev.bursar.database.Statements;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What one would write first: reads the accounts and asks of each whether its balance, entries, lots and movements agree. Four of
 * the ten invariants, one query an account.
 */
final class AccountByAccount {
    private final Database database;

    AccountByAccount(Database database) {
        this.database = database;
    }

    double run() throws SQLException {
        long begun = System.nanoTime();
        try (Connection reading = database.connect();
                Connection asking = database.connect();
                PreparedStatement accounts = reading.prepareStatement("SELECT id FROM account ORDER BY id");
                PreparedStatement check = asking.prepareStatement(Statements.read("bench/check-account.sql"))) {
            reading.setAutoCommit(false);
            accounts.setFetchSize(1_000);
            try (ResultSet account = accounts.executeQuery()) {
                while (account.next()) {
                    check.setLong(1, account.getLong(1));
                    requireAgreement(check, account.getLong(1));
                }
            }
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    private static void requireAgreement(PreparedStatement check, long id) throws SQLException {
        try (ResultSet answer = check.executeQuery()) {
            answer.next();
            if (!answer.getBoolean(1)) {
                throw new IllegalStateException("account " + id + " is broken");
            }
        }
    }
}
