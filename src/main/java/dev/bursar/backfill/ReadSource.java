package dev.bursar.backfill;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.intake.CopyIn;
import dev.bursar.intake.SourceName;
import dev.bursar.intake.SourceRows;
import dev.bursar.run.CurrentRun;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Reads the source into {@code legacy_row}, in one transaction, unless it was read before as it stands: a run that was killed goes
 * on with the rows that it began with, even if the file is gone. Then judges the rows by what stands in bursar now.
 */
final class ReadSource implements Tasklet {
    private final DataSource source;
    private final CurrentRun run;

    ReadSource(DataSource source, CurrentRun run) {
        this.source = source;
        this.run = run;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) throws SQLException {
        Asked asked = Asked.of(run.request().parameters());
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            JdbcClient client = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            Mapping mapping = asked.mapping(client);
            Optional<Integer> known = SourceRow.find(client, run.request().parameters());
            int id = known.isPresent() ? known.get() : load(connection, client, asked, mapping);
            // By what was known of a smaller source, or before a killed run's migrations, judging takes the square of
            // its time.
            client.sql("ANALYZE legacy_row, migration").update();
            client.sql("SELECT judge_balances(:source, :at)")
                    .param("source", id)
                    .param("at", OffsetDateTime.ofInstant(run.at(), ZoneOffset.UTC))
                    .query((row, index) -> id)
                    .single();
            connection.commit();
        }
        return RepeatStatus.FINISHED;
    }

    private int load(Connection connection, JdbcClient client, Asked asked, Mapping mapping) throws SQLException {
        try (SourceRows rows = asked.source().open(source, mapping.dialect())) {
            requireColumns(mapping, rows.header(), asked.source());
            client.sql(Backfill.statement("make-staging")).update();
            copy(connection, rows, new RowReader(mapping, rows.header()));
            asked.source().requireSame(asked.sha256(), rows.sha256());
            int id = insert(connection, client, asked, mapping, rows);
            insertShares(client, id, mapping.split().shares());
            client.sql(Backfill.statement("keep-rows")).param("source_id", id).update();
            return id;
        }
    }

    private static void requireColumns(Mapping mapping, List<String> header, SourceName source) {
        SourceColumns columns = mapping.columns();
        String name = source.shown();
        columns.byRole().forEach((role, column) -> {
            if (!header.contains(column) && !columns.optional().contains(role)) {
                throw Fault.usage(
                        FaultCode.MALFORMED_FILE,
                        name + " has no column '" + column + "'; nothing was read",
                        "Its columns are " + String.join(", ", header) + "; say in a mapping what they mean.");
            }
        });
        header.stream()
                .filter(column -> columns.refusesOthers()
                        && source instanceof SourceName.OfFile
                        && !columns.byRole().containsValue(column))
                .findFirst()
                .ifPresent(column -> {
                    throw Fault.usage(
                            FaultCode.MALFORMED_FILE,
                            name + " has a column '" + column + "' that bursar does not know; nothing was read",
                            "Say in a mapping what the columns mean: those that it does not name are left aside.");
                });
    }

    private static void copy(Connection connection, SourceRows rows, RowReader reader) throws SQLException {
        try (CopyIn out = new CopyIn(connection, "staged_legacy", LegacyRow.COLUMNS)) {
            for (Optional<SourceRows.Row> row = rows.next(); row.isPresent(); row = rows.next()) {
                out.write(reader.read(row.get()).values());
            }
        }
    }

    private int insert(Connection connection, JdbcClient client, Asked asked, Mapping mapping, SourceRows rows)
            throws SQLException {
        Array header = connection.createArrayOf("text", rows.header().toArray());
        OffsetDateTime seam = asked.seamAsked().isEmpty()
                ? OffsetDateTime.ofInstant(run.at(), ZoneOffset.UTC)
                : OffsetDateTime.parse(asked.seamAsked());
        @Nullable Integer days = mapping.expiresDays();
        return client.sql(Backfill.statement("keep-source"))
                .param("name", asked.source().shown())
                .param("sha256", asked.sha256())
                .param("mapping_sha256", SourceRow.mappingSha256(asked.mapping()))
                .param("seam_asked", asked.seamAsked())
                .param("mapping", mapping.text())
                .param("seam_at", seam)
                .param("expires_days", days, Types.INTEGER)
                .param("currency", mapping.currency())
                .param("zone", mapping.dates().zone().getId())
                .param("subscribes", mapping.subscribes())
                .param("header", header)
                .param("is_table", asked.source() instanceof SourceName.OfTable)
                .param("recoded_lines", rows.recodedLines())
                .query(Integer.class)
                .single();
    }

    private static void insertShares(JdbcClient client, int id, List<Share> shares) {
        for (int i = 0; i < shares.size(); i++) {
            Share share = shares.get(i);
            client.sql("INSERT INTO legacy_share VALUES (:source, :ordinal, :type, :percent, :unit)")
                    .param("source", id)
                    .param("ordinal", i + 1)
                    .param("type", share.type().id())
                    .param("percent", share.percent())
                    .param("unit", share.millicreditsPerUnit())
                    .update();
        }
    }
}
