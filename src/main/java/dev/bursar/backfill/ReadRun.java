package dev.bursar.backfill;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.run.VerbCall;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A run, and the source that it has read.
 *
 * @param name of the source, for people
 * @param users whom it was limited to; empty for everybody
 * @param source as it was given
 */
record ReadRun(
        long run,
        int sourceId,
        String name,
        Instant seam,
        long recodedLines,
        String sha256,
        List<String> users,
        String source) {

    /** The run of that id; empty if it has not read its source. */
    static Optional<ReadRun> find(JdbcClient client, @Nullable Long run) {
        return client.sql(Backfill.statement("find-run"))
                .param("run_id", run)
                .query((row, index) -> read(row))
                .optional();
    }

    /** The run that a verb names with {@code --run}, or the latest; throws a fault of exit 2 where there is none. */
    static ReadRun of(VerbCall call, JdbcClient client) {
        Optional<String> given = call.values().one("run");
        if (given.isPresent() && !given.get().matches("\\d{1,18}")) {
            throw Fault.usage(
                    FaultCode.MALFORMED_VALUE, "--run '" + given.get() + "' is no number", "See 'bursar runs list'.");
        }
        return find(client, given.map(Long::valueOf).orElse(null))
                .orElseThrow(() -> Fault.usage(
                        FaultCode.UNKNOWN_RUN,
                        given.map(id -> "run " + id + " is no backfill that has read its source")
                                .orElse("nothing was migrated yet"),
                        "See 'bursar runs list --job backfill' for those that there are."));
    }

    private static ReadRun read(ResultSet row) throws SQLException {
        return new ReadRun(
                row.getLong("run_id"),
                row.getInt("source_id"),
                row.getString("name"),
                row.getTimestamp("seam_at").toInstant(),
                row.getLong("recoded_lines"),
                row.getString("sha256"),
                List.of((String[]) row.getArray("users").getArray()),
                row.getString("source"));
    }

    /** As statements take users: null for everybody. */
    static String @Nullable [] array(List<String> users) {
        return users.isEmpty() ? null : users.toArray(String[]::new);
    }
}
