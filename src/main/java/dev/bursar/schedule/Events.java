package dev.bursar.schedule;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** What happened to schedules besides runs, kept for whoever asks later. */
public final class Events {
    /** Who acts when bursar itself does. */
    static final String BURSAR = "bursar";

    private final JdbcClient client;

    /** @param client inside the transaction that the caller commits or rolls back; any connection for reading */
    public Events(JdbcClient client) {
        this.client = client;
    }

    /** An operator did something. */
    void byOperator(String job, String kind, @Nullable String businessFor, String note) {
        insert(job, kind, businessFor, null, null, note);
    }

    /** Bursar did something by itself. */
    void byBursar(String job, String kind, @Nullable String businessFor, @Nullable Long run, String note) {
        insert(job, kind, businessFor, run, BURSAR, note);
    }

    private void insert(
            String job,
            String kind,
            @Nullable String businessFor,
            @Nullable Long run,
            @Nullable String actor,
            String note) {
        client.sql("""
                        INSERT INTO schedule_event (job, kind, business_for, run_id, actor, note, at)
                        VALUES (:job, :kind, :for, :run, coalesce(:actor, acting()), :note, business_now())
                        """)
                .param("job", job)
                .param("kind", kind)
                .param("for", businessFor)
                .param("run", run)
                .param("actor", actor)
                .param("note", note)
                .update();
    }

    /** A statement with the newest events first, of one job or of all: at, job, what, for, run, actor, note. */
    public StatementSpec newest(@Nullable String job, int limit) {
        return client.sql("""
                        SELECT at, job, kind AS what, business_for AS "for", run_id AS run, actor, note
                        FROM schedule_event WHERE job = coalesce(CAST(:job AS text), job) ORDER BY id DESC LIMIT :limit
                        """).param("job", job).param("limit", limit);
    }
}
