package dev.bursar.usage;

import static dev.bursar.usage.Usage.statement;

import dev.bursar.fault.FaultCode;
import dev.bursar.intake.CheckedRows;
import dev.bursar.intake.CopyIn;
import dev.bursar.run.CurrentRun;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the events into the database, sorted as they are charged, in one transaction: all of them are there or none. A run that goes
 * on finds them there, and needs the file no more.
 */
final class StageEvents implements Tasklet {
    private static final List<String> ARRIVED = List.of(
            "line",
            "field",
            "reason",
            "row",
            "request_id",
            "user_id",
            "occurred_at",
            "action",
            "model",
            "input_tokens",
            "output_tokens",
            "quantity",
            "items");

    private final DataSource source;
    private final CurrentRun run;
    private final Map<String, @Nullable Object> parameters = new HashMap<>();

    StageEvents(DataSource source, CurrentRun run) {
        this.source = source;
        this.run = run;
        List<String> users = run.request().parameters().users();
        parameters.put("users", users.isEmpty() ? null : users.toArray(String[]::new));
        parameters.put("run_id", run.id());
        parameters.put("fence", run.fence());
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            JdbcClient client = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            boolean staged = client.sql(statement("hold-run"))
                    .params(parameters)
                    .query(Boolean.class)
                    .optional()
                    .orElseThrow(run::takenOver);
            if (!staged) {
                client.sql(statement("forget-rows")).params(parameters).update();
                stage(connection, client);
            }
            connection.commit();
        }
        return RepeatStatus.FINISHED;
    }

    private void stage(Connection connection, JdbcClient client) throws SQLException {
        client.sql(statement("receive-rows")).update();
        EventSource events = EventSource.of(run.request().parameters());
        try (CheckedRows rows = events.open(source)) {
            copy(rows, connection);
            events.source().requireSame(events.sha256(), rows.sha256());
        }
        client.sql("ANALYZE arrived").update();
        for (String step : List.of("settle-repeated", "stage-rejects", "stage-rows", "note-staged")) {
            client.sql(statement(step)).params(parameters).update();
        }
        client.sql("ANALYZE staged_usage").update();
    }

    private static void copy(CheckedRows rows, Connection connection) throws SQLException {
        try (CopyIn out = new CopyIn(connection, "arrived", ARRIVED)) {
            for (Optional<CheckedRows.Row> row = rows.next(); row.isPresent(); row = rows.next()) {
                out.write(values(row.get()));
            }
        }
    }

    /** A good row by column; of a refused one its ids, and all of it as JSON. */
    private static List<@Nullable String> values(CheckedRows.Row row) {
        List<@Nullable String> values = new ArrayList<>(ARRIVED.size());
        values.add(String.valueOf(row.line()));
        boolean refused = row.fault().isPresent();
        values.add(refused ? row.column() : null);
        values.add(row.fault()
                .map(fault -> FaultCode.MALFORMED_VALUE.word() + ": " + fault)
                .orElse(null));
        values.add(refused ? JsonMapper.shared().writeValueAsString(row.values()) : null);
        for (int i = 0; i < row.values().size(); i++) {
            String value = row.values().get(i);
            boolean kept = value != null && !value.isEmpty() && (!refused || i < 2);
            values.add(kept ? value : null);
        }
        return values;
    }
}
