package dev.bursar.schedule;

import dev.bursar.schedule.Standing.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How schedules stand, for those who look. Changes nothing. */
public final class Standings {
    /** One row a schedule, from what is open: however many intervals are past, they are not read. */
    private static final String SELECT = """
            WITH open AS (
                SELECT d.job, min(d.slot_at) AS oldest_slot, count(*) FILTER (WHERE d.status = 'WAITING') AS queued,
                       bool_or(d.status = 'RUNNING') AS at_work, bool_or(d.deadline_missed_at IS NOT NULL) AS late,
                       (array_agg(d.business_for ORDER BY d.slot_at))[1] AS oldest_for,
                       (array_agg(d.business_for) FILTER (WHERE d.status = 'RUNNING'))[1] AS at_work_for,
                       (array_agg(coalesce(d.why, 'waits for the next wake') ORDER BY d.slot_at) FILTER (WHERE d.status = 'WAITING'))[1] AS why
                FROM due_interval d WHERE d.status IN ('WAITING', 'RUNNING') GROUP BY d.job)
            SELECT s.*, s.manifest_seen_at > clock_timestamp() - interval '15 seconds' AS manifest_is_alive,
                   o.oldest_slot, coalesce(o.queued, 0) AS queued, coalesce(o.at_work, false) AS at_work, coalesce(o.late, false) AS late,
                   o.oldest_for, o.why, r.id AS run, business_now() AS now
            FROM schedule s
            LEFT JOIN open o ON o.job = s.job
            LEFT JOIN run r ON r.job = s.job AND r.business_for = o.at_work_for AND r.status = 'RUNNING'
                AND r.scope = 'all' AND r.attempt = 1 AND NOT r.dry_run
            """;

    private final JdbcClient client;
    private final Takeover takeover = new Takeover(BursarVersion.here());

    public Standings(JdbcClient client) {
        this.client = client;
    }

    /** By job; a job that was never woken for has none. */
    public Map<String, Standing> of(Iterable<Schedules.OfJob> jobs) {
        Map<String, Schedules.OfJob> byName = new HashMap<>();
        jobs.forEach(job -> byName.put(job.job(), job));
        Optional<String> holdsAll = new Obstacles(client).ofAll();
        Map<String, Standing> standings = new HashMap<>();
        client.sql(SELECT).query(row -> {
            Schedules.OfJob job = byName.get(row.getString("job"));
            if (job != null) {
                standings.put(job.job(), read(job, holdsAll, row));
            }
        });
        return standings;
    }

    private Standing read(Schedules.OfJob job, Optional<String> holdsAll, ResultSet row) throws SQLException {
        ScheduleRow schedule = ScheduleRow.read(row, 0);
        Instant now = row.getTimestamp("now").toInstant();
        Optional<Instant> oldest = ScheduleRow.instant(row.getTimestamp("oldest_slot"));
        Optional<Long> run = Optional.ofNullable(row.getObject("run", Long.class));
        Optional<String> waits = Optional.ofNullable(row.getString("why"));
        Optional<String> late = row.getBoolean("late")
                ? Optional.of(row.getString("oldest_for") + " is past its deadline")
                : Optional.empty();
        boolean isOdd = takeover.isOdd(job, schedule);
        State state = state(schedule, isOdd, holdsAll.isPresent(), row);
        Optional<String> why = switch (state) {
            case ODD -> Optional.of(Takeover.words(job, schedule));
            case PAUSED -> new Obstacles(client).ofSchedule(schedule);
            case LATE ->
                late.map(text -> text + waits.map(reason -> "; " + reason).orElse(""));
            case WAITING -> holdsAll.or(() -> waits);
            case NEW, RUNNING, ACTIVE -> Optional.empty();
        };
        Duration lag = oldest.map(slot -> Duration.between(slot, now))
                .filter(time -> !time.isNegative())
                .orElse(Duration.ZERO);
        return new Standing(state, why, run, schedule.watermark(), lag, row.getLong("queued"));
    }

    private static State state(ScheduleRow schedule, boolean isOdd, boolean isHeldUp, ResultSet row)
            throws SQLException {
        if (isOdd) {
            return State.ODD;
        }
        if (schedule.pause().isPresent()) {
            return State.PAUSED;
        }
        if (row.getBoolean("late")) {
            return State.LATE;
        }
        if (row.getBoolean("at_work")) {
            return State.RUNNING;
        }
        return isHeldUp || row.getLong("queued") > 0 ? State.WAITING : State.ACTIVE;
    }
}
