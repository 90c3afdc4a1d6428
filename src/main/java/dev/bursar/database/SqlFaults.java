package dev.bursar.database;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Turns what PostgreSQL reports into faults that an operator can act on. */
public final class SqlFaults {
    private SqlFaults() {}

    /**
     * The fault behind an error of the database.
     *
     * @param error as JDBC threw it
     * @return our own faults (BU…) with their message and hint as raised; trouble with connection, login, space and load
     *     explained; anything else as {@code database-failed} with PostgreSQL's words. The cause is kept.
     */
    public static Fault translate(SQLException error) {
        String state = error.getSQLState() == null ? "" : error.getSQLState();
        String message = message(error);
        Optional<FaultCode> ours = FaultCode.ofSqlState(state);
        if (ours.isPresent()) {
            return Fault.of(ours.get(), message, hint(error), error);
        }
        return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
            case "08" ->
                Fault.failed(
                        FaultCode.DATABASE_UNREACHABLE,
                        "the connection to the database was lost: " + message,
                        "What was not committed is undone; check the server with 'bursar db status' and run the command again.",
                        error);
            case "28" ->
                Fault.failed(
                        FaultCode.LOGIN_REFUSED,
                        "the database refused the login: " + message,
                        "Check user and password of DATABASE_URL.",
                        error);
            case "53" ->
                Fault.failed(
                        FaultCode.DATABASE_FULL,
                        "the database has run out of something: " + message,
                        "Make room (disk, memory or connections) on the server and run the command again.",
                        error);
            case "57" ->
                Fault.failed(
                        FaultCode.DATABASE_UNREACHABLE,
                        "the database is stopping, starting or ended this session: " + message,
                        "What was not committed is undone; wait until 'bursar db status' is well and run the command again.",
                        error);
            case "40", "55" ->
                Fault.failed(
                        FaultCode.DATABASE_BUSY,
                        "the database gave way to another session: " + message,
                        "Nothing of this statement was done; run the command again.",
                        error);
            case "22" ->
                Fault.usage(
                        state.equals("22003") ? FaultCode.AMOUNT_OUT_OF_RANGE : FaultCode.MALFORMED_VALUE,
                        message,
                        "Check the values given to the command.",
                        error);
            default -> explained(state, message, error);
        };
    }

    private static Fault explained(String state, String message, SQLException error) {
        if (state.equals("42501")) {
            return Fault.refused(
                    FaultCode.REFUSED, message, "Use a DATABASE_URL whose user owns the schema bursar.", error);
        }
        if (state.equals("3D000")) {
            return Fault.failed(
                    FaultCode.DATABASE_UNREACHABLE,
                    message,
                    "Create the database, or mend its name in DATABASE_URL.",
                    error);
        }
        return Fault.failed(
                FaultCode.DATABASE_FAILED,
                message + (state.isEmpty() ? "" : " (SQLSTATE " + state + ")"),
                "What was not committed is undone; 'bursar doctor' checks the database.",
                error);
    }

    /**
     * The fault behind any exception, if an error of the database is among its causes.
     *
     * @param error such as Spring's {@code DataAccessException}
     */
    public static Optional<Fault> find(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof Fault fault) {
                return Optional.of(fault);
            }
            if (cause instanceof SQLException sql) {
                return Optional.of(translate(sql));
            }
        }
        return Optional.empty();
    }

    /** Why no connection could be opened. The driver's message never holds the password. */
    static Fault connecting(DatabaseUrl url, SQLException error) {
        String state = error.getSQLState() == null ? "" : error.getSQLState();
        if (state.startsWith("08") || state.isEmpty()) {
            return Fault.failed(
                    FaultCode.DATABASE_UNREACHABLE,
                    "the database " + url + " cannot be reached: " + message(error),
                    "Start the server, or mend host, port and sslmode in DATABASE_URL.",
                    error);
        }
        return translate(error);
    }

    private static String message(SQLException error) {
        ServerErrorMessage server = serverMessage(error);
        String message = server == null ? error.getMessage() : server.getMessage();
        return message == null ? "SQLSTATE " + error.getSQLState() : message.strip();
    }

    private static String hint(SQLException error) {
        ServerErrorMessage server = serverMessage(error);
        String hint = server == null ? null : server.getHint();
        return hint == null ? "" : hint;
    }

    private static @Nullable ServerErrorMessage serverMessage(SQLException error) {
        return error instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
    }
}
