package dev.bursar.operations;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Measures how far a run is and how fast, from when somebody began to look. */
final class RunPace {
    private final JdbcClient client;
    private final long run;
    private final Instant begun = Instant.now();
    private Optional<Long> doneBefore = Optional.empty();

    RunPace(JdbcClient client, long run) {
        this.client = client;
        this.run = run;
    }

    Progress measure() {
        return client.sql("""
                        SELECT done_ids, all_ids, busy, coalesce((counts ->> 'written')::bigint, 0) AS written
                        FROM run_progress WHERE run_id = :id
                        """).param("id", run).query((row, index) -> read(row)).single();
    }

    private Progress read(ResultSet row) throws SQLException {
        long done = row.getLong("done_ids");
        long all = row.getLong("all_ids");
        if (doneBefore.isEmpty() && all > 0) {
            doneBefore = Optional.of(done); // from here on: what earlier starts did says nothing of this one's pace
        }
        return new Progress(
                run,
                done,
                all,
                row.getLong("written"),
                row.getLong("busy"),
                doneBefore.orElse(0L),
                Duration.between(begun, Instant.now()));
    }
}
