package dev.bursar.schedule;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of {@code bursar.schedule}. Whoever changes one, or what is due under it, locks it first. */
final class ScheduleRows {
    /** A process that goes by the manifest says so this often, and is believed three times as long; server's time. */
    private static final String SELECT = """
            SELECT *, manifest_seen_at > clock_timestamp() - interval '15 seconds' AS manifest_is_alive FROM schedule
            """;

    private final JdbcClient client;

    /** @param client inside the transaction that the caller commits or rolls back; any connection for reading */
    ScheduleRows(JdbcClient client) {
        this.client = client;
    }

    List<ScheduleRow> all() {
        return client.sql(SELECT).query(ScheduleRow::read).list();
    }

    Optional<ScheduleRow> find(String job) {
        return client.sql(SELECT + "WHERE job = ?")
                .param(job)
                .query(ScheduleRow::read)
                .optional();
    }

    /** The row, ours until the transaction ends. */
    ScheduleRow lock(String job) {
        return client.sql(SELECT + "WHERE job = ? FOR UPDATE")
                .param(job)
                .query(ScheduleRow::read)
                .single();
    }

    /** Makes the row of a job that was never seen before; whether there was none. */
    boolean begin(Schedules.OfJob job, Instant watermark) {
        return client.sql("""
                        INSERT INTO schedule (job, watermark_at, manifest_sha256, bursar_version)
                        VALUES (:job, :watermark, :sha256, :version) ON CONFLICT (job) DO NOTHING
                        """)
                        .param("job", job.job())
                        .param("watermark", watermark.atOffset(ZoneOffset.UTC))
                        .param("sha256", job.file().sha256())
                        .param("version", BursarVersion.here())
                        .update()
                == 1;
    }

    /** A clock that went back moves nothing back. */
    void moveWatermark(String job, Instant to) {
        client.sql("UPDATE schedule SET watermark_at = greatest(watermark_at, :to) WHERE job = :job")
                .param("to", to.atOffset(ZoneOffset.UTC))
                .param("job", job)
                .update();
    }

    void pause(String job, String by, String note) {
        client.sql(
                        "UPDATE schedule SET paused_at = business_now(), paused_by = :by, paused_note = :note WHERE job = :job")
                .param("by", by)
                .param("note", note)
                .param("job", job)
                .update();
    }

    void resume(String job) {
        client.sql("UPDATE schedule SET paused_at = NULL, paused_by = NULL, paused_note = NULL WHERE job = ?")
                .param(job)
                .update();
    }

    /** From now on the manifest of this process decides. */
    void takeOver(Schedules.OfJob job) {
        client.sql("""
                        UPDATE schedule SET manifest_sha256 = :sha256, bursar_version = :version, manifest_seen_at = clock_timestamp()
                        WHERE job = :job
                        """)
                .param("sha256", job.file().sha256())
                .param("version", BursarVersion.here())
                .param("job", job.job())
                .update();
    }

    /** Says for all jobs whose manifest decides and is ours that we are alive; writes once in five seconds. */
    void seen(List<String> manifestsSha256) {
        client.sql("""
                        UPDATE schedule SET manifest_seen_at = clock_timestamp()
                        WHERE manifest_sha256 = ANY (:sha256) AND manifest_seen_at < clock_timestamp() - interval '5 seconds'
                        """).param("sha256", manifestsSha256.toArray(String[]::new)).update();
    }
}
