package dev.bursar.alerts;

import dev.bursar.database.SqlFaults;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads figures: each in a read-only transaction of its own that lasts at most five seconds. */
final class Readings {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST = 100;
    private static final JsonMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final JdbcClient client;
    private final TransactionTemplate reading;

    Readings(SingleConnectionDataSource connection) {
        this.client = JdbcClient.create(connection);
        this.reading = new TransactionTemplate(new JdbcTransactionManager(connection));
        this.reading.setReadOnly(true);
    }

    /** What a query returned, or why it could not. */
    sealed interface Taken {
        /** Values that are not NULL, in the query's order. */
        record Values(List<Reading> values) implements Taken {}

        /** @param why one line, with PostgreSQL's words */
        record Failure(String why) implements Taken {}
    }

    /** Reads a figure; throws only the fault of a database that is away. */
    Taken take(Figure figure, Duration window) {
        try {
            List<String> rows = reading.execute(_ -> rows(figure, window));
            return rows.size() > MOST
                    ? new Taken.Failure("it returns more than " + MOST + " rows; let it return the gravest only")
                    : parsed(rows);
        } catch (DataAccessException e) {
            Fault fault = SqlFaults.find(e).orElseThrow(() -> e);
            if (fault.code() == FaultCode.DATABASE_UNREACHABLE && !isOurOwnPatience(e)) {
                throw fault;
            }
            return new Taken.Failure(
                    isOurOwnPatience(e)
                            ? "it takes longer than " + PATIENCE.toSeconds() + " s"
                            : AlertText.oneLine(fault.getMessage()));
        }
    }

    private List<String> rows(Figure figure, Duration window) {
        String _ = client.sql("SELECT set_config('statement_timeout', ?, true)")
                .param(String.valueOf(PATIENCE.toMillis()))
                .query(String.class)
                .single();
        return client.sql("SELECT alert_figure(:query, :span::interval)::text")
                .param("query", figure.parameterized())
                .param("span", window.toString())
                .query(String.class)
                .list();
    }

    private static boolean isOurOwnPatience(DataAccessException error) {
        return error.getMostSpecificCause() instanceof java.sql.SQLException sql && "57014".equals(sql.getSQLState());
    }

    private static Taken parsed(List<String> rows) {
        List<Reading> values = new ArrayList<>();
        for (String row : rows) {
            JsonNode columns = EXACT.readTree(row);
            if (columns.isEmpty() || columns.size() > 2) {
                return new Taken.Failure(
                        "it returns " + columns.size() + " columns; it must return a number, or a label and a number");
            }
            JsonNode value = columns.get(columns.size() - 1);
            if (columns.size() == 1 && rows.size() > 1) {
                return new Taken.Failure("it returns several numbers without a label");
            }
            if (!value.isNull() && !value.isNumber()) {
                return new Taken.Failure("its value " + AlertText.cut(value.asString(), 40) + " is no number");
            }
            if (!value.isNull()) {
                BigDecimal number = value.decimalValue();
                values.add(new Reading(columns.size() == 1 ? "" : label(columns.get(0)), number));
            }
        }
        return new Taken.Values(values);
    }

    /** A label that is empty or missing is still a label. */
    private static String label(JsonNode node) {
        String text = node.isNull() ? "" : AlertText.oneLine(node.asString());
        return text.isEmpty() ? "(none)" : text;
    }
}
