package dev.bursar.shadow;

import static dev.bursar.shadow.Shadow.statement;

import dev.bursar.database.SqlFaults;
import dev.bursar.report.CsvTable;
import dev.bursar.report.OutManifest;
import dev.bursar.report.WholeFile;
import dev.bursar.run.CurrentRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a comparison leaves to be read: differing requests, users, days and models as CSV, the verdict as JSON, and a manifest that
 * comes last: where it stands, all the others do.
 */
final class ComparisonFiles {
    private static final String STATE = "the comparison itself is kept";
    private static final int ROWS_AT_ONCE = 2_000;
    private static final String MANIFEST = "manifest.json";
    private static final List<String> NAMES =
            List.of("requests.csv", "users.csv", "days.csv", "models.csv", "rejected.csv", "verdict.json", MANIFEST);
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final DataSource pool;
    private final CurrentRun run;
    private final Path folder;
    private final Compared compared;
    private final List<OutManifest.Entry> written = new ArrayList<>();

    ComparisonFiles(DataSource pool, CurrentRun run, Path folder, Compared compared) {
        this.pool = pool;
        this.run = run;
        this.folder = folder;
        this.compared = compared;
    }

    /** Those that stand in a folder. */
    static List<String> of(Path folder) {
        return NAMES.stream()
                .map(folder::resolve)
                .filter(Files::exists)
                .map(Path::toString)
                .toList();
    }

    /** Writes all of them. */
    void write() {
        NAMES.reversed().forEach(name -> WholeFile.remove(folder.resolve(name), STATE));
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false); // so that rows come some at a time
            JdbcClient client = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            Map<String, Object> ofRun = Map.of("run_id", run.id());
            table("requests.csv", "list-differences", ofRun, client);
            for (String dimension : List.of("user", "day", "model")) {
                table(dimension + "s.csv", "list-sums", Map.of("run_id", run.id(), "dimension", dimension), client);
            }
            if (compared.result().sums().rejected().signum() > 0) {
                rejects(client);
            }
            verdict(client);
            connection.rollback();
        } catch (SQLException e) {
            throw SqlFaults.translate(e);
        }
        OutManifest.write(folder, written, STATE);
    }

    private void table(String name, String statement, Map<String, Object> values, JdbcClient client) {
        Map<String, Object> totals = totals(name);
        long[] rows = {0};
        Path file = WholeFile.write(
                folder.resolve(name),
                STATE,
                out -> client.sql(statement(statement))
                        .withFetchSize(ROWS_AT_ONCE)
                        .params(values)
                        .query(result -> {
                            try {
                                CsvTable csv = null;
                                int columns = result.getMetaData().getColumnCount();
                                while (result.next()) {
                                    if (csv == null) {
                                        csv = new CsvTable(out, names(result.getMetaData(), name));
                                    }
                                    List<@Nullable Object> line = new ArrayList<>(columns);
                                    for (int i = 1; i <= columns; i++) {
                                        Object value = result.getObject(i);
                                        line.add(value instanceof Timestamp at ? at.toInstant() : value);
                                    }
                                    csv.add(line);
                                    rows[0] = csv.rows();
                                }
                                return csv == null ? new CsvTable(out, names(result.getMetaData(), name)) : csv;
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        }));
        written.add(new OutManifest.Entry(file, rows[0], totals));
    }

    /** The dimension gives its name to the first column of sums. */
    private static List<String> names(java.sql.ResultSetMetaData columns, String file) throws SQLException {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            String name = columns.getColumnLabel(i);
            names.add(name.equals("name") ? file.replace("s.csv", "").replace("user", "user_id") : name);
        }
        return names;
    }

    private Map<String, Object> totals(String file) {
        Map<String, Object> totals =
                new LinkedHashMap<>(compared.result().sums().totals());
        totals.keySet()
                .retainAll(
                        file.equals("requests.csv")
                                ? List.of("differingRequests", "offByMillicredits")
                                : totals.keySet());
        return totals;
    }

    private void rejects(JdbcClient client) {
        List<String> columns = new ArrayList<>(List.of("line", "column", "reason"));
        columns.addAll(LegacyRow.COLUMNS.names());
        long[] rows = {0};
        Path file = WholeFile.write(folder.resolve("rejected.csv"), STATE, out -> {
            CsvTable csv = new CsvTable(out, columns);
            client.sql(statement("list-rejects"))
                    .withFetchSize(ROWS_AT_ONCE)
                    .param("source_id", compared.source().orElseThrow())
                    .query(row -> {
                        List<@Nullable Object> line = new ArrayList<>();
                        line.add(row.getLong("line"));
                        line.add(row.getString("reject_column"));
                        line.add(row.getString("reason"));
                        line.addAll(
                                Arrays.asList((String[]) row.getArray("cells").getArray()));
                        try {
                            csv.add(line);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
            rows[0] = csv.rows();
        });
        written.add(new OutManifest.Entry(file, rows[0], Map.of()));
    }

    private void verdict(JdbcClient client) {
        Compared.Result result = compared.result();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("for", run.request().parameters().businessFor());
        json.put("scope", run.request().parameters().scope());
        json.put("verdict", result.verdict().word());
        json.put("objections", result.verdict().objections());
        json.put("shadowVariance", result.verdict().shadowVariance());
        result.verdict().legacyVariance().ifPresent(variance -> json.put("legacyVariance", variance));
        json.put("differingRate", result.verdict().differing());
        json.put("rejectedRate", result.verdict().rejected());
        result.sums().legacyName().ifPresent(name -> json.put("legacy", name));
        json.put("counts", result.sums().counts());
        json.put("totals", result.sums().totals());
        json.put("reasons", reasons(client));
        Path file = WholeFile.write(
                folder.resolve("verdict.json"),
                STATE,
                out -> out.append(JSON.writeValueAsString(json)).append('\n'));
        written.add(new OutManifest.Entry(file, 1, Map.of()));
    }

    private List<Map<String, Object>> reasons(JdbcClient client) {
        return client.sql(statement("count-reasons"))
                .param("run_id", run.id())
                .query((row, index) -> {
                    Map<String, Object> reason = new LinkedHashMap<>();
                    reason.put("kind", row.getString("kind"));
                    reason.put("reason", row.getString("reason"));
                    reason.put("requests", row.getLong("requests"));
                    reason.put("offByMillicredits", row.getBigDecimal("off_by_millicredits"));
                    return reason;
                })
                .list();
    }
}
