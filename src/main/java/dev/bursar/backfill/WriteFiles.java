package dev.bursar.backfill;

import dev.bursar.report.OutManifest;
import dev.bursar.report.WholeFile;
import dev.bursar.run.CurrentRun;
import dev.bursar.run.OutFolder;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes the report, the rejected and the rounded rows, and the manifest; then notes with the run what the source comes to. */
final class WriteFiles implements Tasklet {
    private static final String STATE = "what was migrated stays migrated, and the run can be restarted";
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final JdbcClient client;
    private final DataSource source;
    private final CurrentRun run;
    private final OutFolder out;

    WriteFiles(JdbcClient client, DataSource source, CurrentRun run, OutFolder out) {
        this.client = client;
        this.source = source;
        this.run = run;
        this.out = out;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) throws SQLException {
        Readiness readiness = new Readiness(client, run.id());
        Path folder = out.of(run.request());
        Map<String, BigDecimal> totals = new LinkedHashMap<>();
        List.of("source", "accepted", "rejected", "rounding")
                .forEach(name -> totals.put(name + "Millicredits", readiness.total(name + "_millicredits")));
        List<OutManifest.Entry> files = new ArrayList<>();
        Path report = WholeFile.write(
                folder.resolve("report.json"),
                STATE,
                writer -> writer.append(MAPPER.writeValueAsString(readiness.report()))
                        .append('\n'));
        files.add(new OutManifest.Entry(report, 1, totals));
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            RowFiles rows = new RowFiles(connection, readiness.run(), STATE);
            SourceColumns columns =
                    Asked.of(run.request().parameters()).mapping(client).columns();
            rows.rejected(folder.resolve("rejected.csv"), columns).ifPresent(files::add);
            rows.rounded(folder.resolve("rounded.csv")).ifPresent(files::add);
            connection.rollback();
        }
        List<Path> written =
                new ArrayList<>(files.stream().map(OutManifest.Entry::file).toList());
        written.add(OutManifest.write(folder, files, STATE));
        if (!run.request().dryRun()) {
            noteOutcome(readiness.differences());
        }
        note(written, readiness.refused(), totals);
        return RepeatStatus.FINISHED;
    }

    private void noteOutcome(Map<String, BigDecimal> differences) {
        client.sql(Backfill.statement("note-outcome"))
                .param("run_id", run.id())
                .param("fence", run.fence())
                .param("credit_types", differences.keySet().toArray(String[]::new))
                .param("differences", differences.values().toArray(BigDecimal[]::new))
                .update();
    }

    private void note(List<Path> files, long refused, Map<String, BigDecimal> totals) {
        String paths =
                MAPPER.writeValueAsString(files.stream().map(Path::toString).toList());
        client.sql(Backfill.statement("note-run"))
                .param("run_id", run.id())
                .param("fence", run.fence())
                .param("files", paths)
                .param("findings", refused)
                .param("source", totals.get("sourceMillicredits"))
                .param("accepted", totals.get("acceptedMillicredits"))
                .param("rejected", totals.get("rejectedMillicredits"))
                .update();
    }
}
