package dev.bursar.usage;

import static dev.bursar.usage.Usage.statement;

import dev.bursar.database.SqlFaults;
import dev.bursar.intake.Column;
import dev.bursar.report.OutManifest;
import dev.bursar.report.SpreadsheetText;
import dev.bursar.report.WholeFile;
import dev.bursar.run.CurrentRun;
import dev.bursar.run.OutFolder;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Writes the refused rows as CSV, and a manifest beside them; where none was refused, what an earlier round left goes. */
final class WriteRejects implements Tasklet {
    private static final String STATE = "what was charged stays charged, and the run can be restarted";
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();
    private static final int ROWS_AT_ONCE = 1_000;

    private final DataSource source;
    private final CurrentRun run;
    private final Path folder;
    private final Path target;

    WriteRejects(DataSource source, CurrentRun run, OutFolder out) {
        this.source = source;
        this.run = run;
        this.folder = out.of(run.request());
        this.target = folder.resolve(
                OutFolder.safe(EventSource.of(run.request().parameters()).name()) + ".rejected.csv");
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        long[] rows = {0};
        var _ = WholeFile.write(target, STATE, out -> rows[0] = write(out));
        List<Path> files = List.of();
        if (rows[0] == 0) {
            WholeFile.remove(target, STATE);
            WholeFile.remove(folder.resolve("manifest.json"), STATE);
        } else {
            files = List.of(
                    target,
                    OutManifest.write(folder, List.of(new OutManifest.Entry(target, rows[0], Map.of())), STATE));
        }
        note(files);
        return RepeatStatus.FINISHED;
    }

    private void note(List<Path> files) {
        JdbcClient client = JdbcClient.create(source);
        client.sql(statement("note-outcome"))
                .param("run_id", run.id())
                .param("fence", run.fence())
                .update();
        client.sql(statement("note-files"))
                .param("run_id", run.id())
                .param("fence", run.fence())
                .param(
                        "files",
                        JsonMapper.shared()
                                .writeValueAsString(
                                        files.stream().map(Path::toString).toList()))
                .update();
    }

    private long write(Writer out) throws IOException {
        long rows = 0;
        CSVPrinter csv = new CSVPrinter(out, FORMAT); // not closed: whoever opened the file forces it to disk
        csv.print("line");
        csv.print("column");
        csv.print("reason");
        csv.printRecord(EventSource.COLUMNS.names());
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement select = connection.prepareStatement(statement("list-rejects"))) {
                select.setLong(1, run.id());
                select.setFetchSize(ROWS_AT_ONCE);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        print(row, csv);
                        rows++;
                    }
                }
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw SqlFaults.translate(e);
        }
        return rows;
    }

    private static void print(ResultSet row, CSVPrinter csv) throws SQLException, IOException {
        csv.print(row.getLong("line"));
        csv.print(row.getString("field"));
        csv.print(SpreadsheetText.neutralise(row.getString("reason")));
        String[] values = (String[]) row.getArray("row").getArray();
        for (int i = 0; i < values.length; i++) {
            String value = values[i];
            Column column = EventSource.COLUMNS.all().get(i);
            csv.print(
                    value == null
                            ? ""
                            : column.isAmount()
                                    ? SpreadsheetText.neutraliseUnlessAmount(value)
                                    : SpreadsheetText.neutralise(value));
        }
        csv.println();
    }
}
