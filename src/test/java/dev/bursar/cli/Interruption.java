package dev.bursar.cli;

import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Something that happens between two charges.
 *
 * @param sql a call that answers a text
 */
record Interruption(String sql, List<Object> parameters) {
    /** What it answers, or the code of the fault. */
    String happen(JdbcClient client, UsageEvent next) {
        TestClock.set(client, next.at().toString());
        return answer(
                () -> client.sql(sql).params(parameters).query(String.class).single());
    }

    /** What a call answers, or the code of its fault. */
    static String answer(Supplier<String> call) {
        try {
            return call.get();
        } catch (DataAccessException refused) {
            return refused.getMostSpecificCause() instanceof SQLException fault
                    ? fault.getSQLState()
                    : refused.toString();
        }
    }
}
