package dev.bursar.serve;

/**
 * A figure that every node of a database shows alike, with the statement that reads it: one pass over what is small, or over an
 * index.
 */
enum SharedFigure {
    RUNS("bursar.runs", "", "Runs by job and status, rehearsals and past runs too", """
            SELECT job, status, count(*) AS value FROM run GROUP BY job, status
            """),
    DEAD_RUNS("bursar.runs.dead", "", "Runs that nobody works on any more and nobody has gone on with yet", """
            SELECT count(*) AS value FROM dead_run
            """),
    LAST_SUCCESS(
            "bursar.run.last.success.timestamp",
            "seconds",
            "When a run for everybody was last completed, since 1970",
            """
            SELECT job, extract(epoch FROM max(finished_at)) AS value FROM run
            WHERE status = 'COMPLETED' AND scope = 'all' AND NOT dry_run GROUP BY job
            """),
    LAST_DURATION("bursar.run.last.duration", "seconds", "How long the last start of a job took that has ended", """
            SELECT r.job, s.outcome, extract(epoch FROM s.ended_at - s.started_at) AS value
            FROM (SELECT DISTINCT job FROM schedule) AS j
            CROSS JOIN LATERAL (SELECT id, job FROM run WHERE job = j.job AND status <> 'RUNNING' ORDER BY started_at DESC LIMIT 1) AS r
            CROSS JOIN LATERAL (SELECT * FROM run_start WHERE run_id = r.id AND ended_at IS NOT NULL ORDER BY fence DESC LIMIT 1) AS s
            """),
    LAST_FIGURES(
            "bursar.run.last.figure",
            "",
            "Counts and totals of the last run of a job for everybody that was completed, by the names that its output has",
            """
            SELECT j.job, f.key AS figure, f.value::numeric AS value
            FROM (SELECT DISTINCT job FROM run) AS j CROSS JOIN LATERAL (
                SELECT r.counts || r.totals AS figures FROM run r
                WHERE r.job = j.job AND r.status = 'COMPLETED' AND r.scope = 'all' AND NOT r.dry_run ORDER BY r.started_at DESC LIMIT 1) AS r
            CROSS JOIN LATERAL jsonb_each_text(r.figures) AS f
            """),
    RUNNING_RATE(
            "bursar.run.rows.per.second",
            "",
            "Ids that a run at work goes through in a second, since it was started",
            """
            SELECT r.job, r.id::text AS run,
                   greatest(0, p.done_ids - p.busy - s.done_from)
                       / greatest(1, extract(epoch FROM clock_timestamp() - s.started_at)) AS value
            FROM run r JOIN run_progress p ON p.run_id = r.id JOIN run_start s ON s.run_id = r.id AND s.fence = r.fence
            WHERE r.status = 'RUNNING'
            """),
    RUNNING_PROGRESS("bursar.run.progress.ratio", "", "How much of a run at work is done, 0 to 1", """
            SELECT r.job, r.id::text AS run, p.done_ids / p.all_ids::numeric AS value
            FROM run r JOIN run_progress p ON p.run_id = r.id WHERE r.status = 'RUNNING' AND p.all_ids > 0
            """),
    DUE_INTERVALS(
            "bursar.due.intervals",
            "",
            "Intervals that wait to be started, are at work, or failed for good and were not made good yet",
            """
            SELECT s.job, k.status, count(d.id) AS value
            FROM schedule s CROSS JOIN (VALUES ('WAITING'), ('RUNNING'), ('FAILED')) AS k (status)
            LEFT JOIN due_interval d ON d.job = s.job AND d.status = k.status GROUP BY s.job, k.status
            """),
    LAG(
            "bursar.schedule.lag",
            "seconds",
            "How long ago the oldest slot was whose interval is not done; 0 when all are",
            """
            SELECT s.job, coalesce(extract(epoch FROM business_now() - min(d.slot_at)), 0) AS value
            FROM schedule s LEFT JOIN due_interval d ON d.job = s.job AND d.status IN ('WAITING', 'RUNNING')
            GROUP BY s.job
            """),
    PAUSED("bursar.schedule.paused", "", "1 while an operator has paused the schedule, else 0", """
            SELECT job, (paused_at IS NOT NULL)::int AS value FROM schedule
            """),
    NODES("bursar.nodes", "", "Nodes by state: alive, stopping, or lost and not missed yet", """
            SELECT k.state, count(n.id) AS value FROM (VALUES ('alive'), ('stopping'), ('lost')) AS k (state)
            LEFT JOIN node_state n ON k.state = CASE WHEN NOT n.alive THEN 'lost' WHEN n.stopping THEN 'stopping' ELSE 'alive' END
            GROUP BY k.state
            """),
    ALERTS("bursar.alerts.firing", "", "Alerts that fire, by how grave they are", """
            SELECT k.severity::text AS severity, count(a.id) AS value
            FROM unnest(enum_range(NULL::alert_severity)) AS k (severity)
            LEFT JOIN alert a ON a.severity = k.severity AND a.resolved_at IS NULL GROUP BY k.severity
            """),
    UNDELIVERED("bursar.alert.deliveries.waiting", "", "Messages that no sink has taken yet", """
            SELECT sink, count(*) AS value FROM alert_delivery WHERE state = 'WAITING' GROUP BY sink
            """),
    MAINTENANCE("bursar.maintenance", "", "1 while maintenance is on and schedules start nothing, else 0", """
            SELECT coalesce((SELECT active FROM maintenance_state), false)::int AS value
            """),
    REVIEWS(
            "bursar.spending.reviews",
            "",
            "Accounts up for review since they were charged far more in a day than usual",
            """
            SELECT k.state, count(r.id) AS value FROM (VALUES ('open'), ('frozen')) AS k (state)
            LEFT JOIN spending_review r ON r.resolved_at IS NULL AND k.state = CASE WHEN r.frozen THEN 'frozen' ELSE 'open' END
            GROUP BY k.state
            """),
    FROZEN("bursar.users.frozen", "", "Users who are frozen, by whomever", """
            SELECT count(*) AS value FROM customer WHERE frozen_at IS NOT NULL
            """),
    SPENDING_LOOK(
            "bursar.spending.look.age", "seconds", "How long ago anybody last looked at the spending of users", """
            SELECT extract(epoch FROM clock_timestamp() - looked_at) AS value FROM spending_look WHERE isfinite(looked_at)
            """),
    USAGE_REFUSED("bursar.usage.refused", "", "Rows that the last run of usage refused, by reason", """
            SELECT f.key AS reason, f.value::numeric AS value
            FROM (SELECT outcome FROM run WHERE job = 'usage' AND status = 'COMPLETED' AND NOT dry_run ORDER BY started_at DESC LIMIT 1) AS r
            CROSS JOIN LATERAL jsonb_each_text(r.outcome -> 'refused') AS f
            """),
    USAGE_AGE(
            "bursar.usage.newest.event.age",
            "seconds",
            "How long ago the newest event happened that a run of usage of the last 31 days has read",
            """
            SELECT extract(epoch FROM business_now() - max((outcome ->> 'newestEventAt')::timestamptz)) AS value
            FROM run WHERE job = 'usage' AND status = 'COMPLETED' AND NOT dry_run AND started_at > now() - interval '31 days'
            HAVING count(outcome ->> 'newestEventAt') > 0
            """),
    BACKFILL_DIFFERENCE(
            "bursar.backfill.difference",
            "millicredits",
            "What the last run of backfill left of its source that is accounted for nowhere; 0 where all is well",
            """
            SELECT f.key AS credit_type, f.value::numeric AS value
            FROM (SELECT outcome FROM run WHERE job = 'backfill' AND status = 'COMPLETED' AND NOT dry_run ORDER BY started_at DESC LIMIT 1) AS r
            CROSS JOIN LATERAL jsonb_each_text(r.outcome -> 'differenceMillicredits') AS f
            """),
    SHADOW_VARIANCE(
            "bursar.shadow.variance",
            "",
            "How much the newest comparison for everybody has found to differ, by what was compared; 0.05 is 5 %",
            """
            SELECT k.side, CASE k.side WHEN 'real' THEN v.shadow_variance ELSE v.legacy_variance END AS value
            FROM (VALUES ('real'), ('legacy')) AS k (side) CROSS JOIN LATERAL (
                SELECT * FROM shadow_verdict v
                WHERE v.scope = 'all' AND CASE k.side WHEN 'real' THEN v.compared > 0 ELSE v.legacy_variance IS NOT NULL END
                ORDER BY v.given_at DESC, v.id DESC LIMIT 1) AS v
            """),
    SHADOW_GO("bursar.shadow.go", "", "1 if the newest comparison for everybody said go, 0 if it said no-go", """
            SELECT (v.verdict = 'go')::int AS value FROM shadow_verdict v
            WHERE v.scope = 'all' AND v.verdict <> 'idle' ORDER BY v.given_at DESC, v.id DESC LIMIT 1
            """),
    SESSIONS("bursar.database.sessions", "", "Sessions of bursar on the database, by what they are for and do", """
            SELECT CASE WHEN application_name LIKE 'bursar run %' THEN 'run' WHEN application_name LIKE 'bursar node %' THEN 'node'
                        ELSE 'other' END AS purpose,
                   coalesce(state, 'unknown') AS state, count(*) AS value
            FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'bursar%' GROUP BY 1, 2
            """);

    private final String metric;
    private final String unit;
    private final String help;
    private final String sql;

    SharedFigure(String metric, String unit, String help, String sql) {
        this.metric = metric;
        this.unit = unit;
        this.help = help;
        this.sql = sql;
    }

    /** Its name for Micrometer, which Prometheus sees with underscores and its unit. */
    String metric() {
        return metric;
    }

    /** Empty for a number of things. */
    String unit() {
        return unit;
    }

    /** What it says, for people. */
    String help() {
        return help;
    }

    /** Its rows have a column for each label, and then {@code value}. */
    String sql() {
        return sql;
    }
}
