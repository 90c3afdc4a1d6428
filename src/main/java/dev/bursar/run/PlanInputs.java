package dev.bursar.run;

import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What decides the outcome of a run besides its parameters, environment and balances: a plan is stale once it differs. */
public final class PlanInputs {
    private PlanInputs() {}

    /**
     * By name, as the database says.
     *
     * @param statement with the columns {@code input} and {@code content}
     */
    public static Map<String, String> read(JdbcClient.StatementSpec statement) {
        Map<String, String> inputs = new TreeMap<>();
        statement.query(row -> {
            inputs.put(row.getString("input"), row.getString("content"));
        });
        return inputs;
    }
}
