package dev.bursar.runbook;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Reads the journal's rows, and writes what its columns hold. */
final class JournalRows {
    private JournalRows() {}

    static JournalRun run(ResultSet row) throws SQLException {
        return new JournalRun(
                row.getLong("id"),
                row.getString("runbook"),
                Optional.ofNullable(row.getString("file")).map(Path::of),
                row.getString("sha256"),
                parameters(row.getString("parameters")),
                row.getString("identity"),
                row.getString("status"),
                row.getBoolean("rolling_back"),
                row.getString("actor"),
                Optional.ofNullable(row.getString("reason")),
                row.getString("process"),
                row.getTimestamp("started_at").toInstant(),
                instant(row.getTimestamp("ended_at")));
    }

    static JournalAction action(ResultSet row) throws SQLException {
        return new JournalAction(
                row.getInt("step"),
                row.getInt("number"),
                row.getString("heading"),
                Kind.of(row.getString("kind")).orElseThrow(),
                Language.of(row.getString("language")).orElseThrow(),
                row.getString("said"),
                row.getString("step_sha256"),
                row.getString("sha256"),
                row.getString("status"),
                row.getInt("tries"),
                Optional.ofNullable(row.getString("actor")),
                instant(row.getTimestamp("started_at")),
                instant(row.getTimestamp("ended_at")),
                Optional.ofNullable(row.getObject("exit", Integer.class)),
                Optional.ofNullable(row.getString("output")));
    }

    static String json(Values values) {
        return JsonMapper.shared().writeValueAsString(values.byName());
    }

    private static Map<String, String> parameters(String json) {
        Map<String, String> parameters = new LinkedHashMap<>();
        JsonMapper.shared()
                .readTree(json)
                .properties()
                .forEach(each -> parameters.put(each.getKey(), each.getValue().asString()));
        return parameters;
    }

    private static Optional<Instant> instant(@Nullable Timestamp timestamp) {
        return Optional.ofNullable(timestamp).map(Timestamp::toInstant);
    }
}
