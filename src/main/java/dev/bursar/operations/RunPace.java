package dev.bursar.operations;

import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Measures how far a run is and how fast, from when somebody began to look. */
final class RunPace {
    private final JdbcClient client;
    private final long run;
    private final Instant begun = Instant.now();
    private long doneBefore = -1;

    RunPace(JdbcClient client, long run) {
        this.client = client;
        this.run = run;
    }

    Progress measure() {
        Progress progress = client.sql("""
                        SELECT done_ids, all_ids, busy, coalesce((counts ->> 'written')::bigint, 0) AS written
                        FROM run_progress WHERE run_id = :id
                        """)
                .param("id", run)
                .query((row, index) -> new Progress(
                        run,
                        row.getLong("done_ids"),
                        row.getLong("all_ids"),
                        row.getLong("written"),
                        row.getLong("busy"),
                        Math.max(doneBefore, 0),
                        Duration.between(begun, Instant.now())))
                .single();
        if (doneBefore < 0 && progress.all() > 0) {
            doneBefore = progress.done();
        }
        return progress;
    }
}
