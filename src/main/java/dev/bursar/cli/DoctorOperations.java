package dev.bursar.cli;

import dev.bursar.cli.DoctorFinding.State;
import dev.bursar.database.Database;
import dev.bursar.database.Statements;
import dev.bursar.operations.Nodes;
import java.util.List;
import java.util.stream.Stream;

/** What is at work or should be: maintenance, schedules, runs, nodes, alerts, backups. A new check is one line of {@link #CHECKS}. */
final class DoctorOperations {
    private static final List<DoctorCheck> CHECKS = List.of(
            new DoctorCheck(
                    "maintenance",
                    "SELECT 'on since ' || iso_instant(since) || coalesce(' until ' || iso_instant(until), '') || ': ' || reason"
                            + " FROM maintenance_state WHERE active",
                    State.NOTE,
                    "off",
                    "Schedules wait; 'bursar maintenance off' lets them go on."),
            new DoctorCheck(
                    "switches",
                    "SELECT code || ' is ' || flag_value(code, business_now()) || coalesce(', not ' || nullif(default_value, ''), '') FROM flag"
                            + " WHERE flag_value(code, business_now()) <> default_value"
                            + " ORDER BY flag_value(code, business_now()) <> 'false', code",
                    State.NOTE,
                    "all as by default",
                    "'bursar flags list' says who set them and why."),
            new DoctorCheck(
                    "findings",
                    "SELECT kind || ', ' || count(*) || ' open since ' || iso_instant(min(first_seen_at)) FROM finding"
                            + " WHERE status = 'open' GROUP BY kind ORDER BY count(*) DESC, kind",
                    State.WRONG,
                    "none is open",
                    "'bursar reconciliation findings' lists them; runbooks/reconciliation.md says how to mend each kind."),
            new DoctorCheck(
                    "clock of schedules",
                    "SELECT job || ' was woken by a clock that showed ' || iso_instant(watermark_at) FROM schedule"
                            + " WHERE watermark_at > business_now() + interval '5 minutes' ORDER BY job",
                    State.WRONG,
                    "none was woken by a clock ahead of ours",
                    "Until that time it takes nothing up: 'bursar schedule catch-up JOB --from D --to D' does each day by hand."),
            new DoctorCheck(
                    "paused schedules",
                    "SELECT job || ' by ' || paused_by || ' since ' || iso_instant(paused_at) || coalesce(': ' || paused_note, '')"
                            + " FROM schedule WHERE paused_at IS NOT NULL ORDER BY job",
                    State.NOTE,
                    "none",
                    "'bursar schedule resume JOB' does what fell due meanwhile."),
            new DoctorCheck(
                    "late schedules",
                    "SELECT job || ' for ' || business_for || ' should have been done by ' || iso_instant(deadline_at)"
                            + coalesced(": ", "why")
                            + " FROM due_interval WHERE status IN ('WAITING', 'RUNNING', 'FAILED') AND deadline_at < business_now()"
                            + " ORDER BY deadline_at",
                    State.WRONG,
                    "none is past its deadline",
                    "'bursar schedule list' shows what holds it up, 'bursar runs list' its run."),
            new DoctorCheck(
                    "failed intervals",
                    "SELECT job || ' for ' || business_for" + coalesced(": ", "why")
                            + coalesced(", run ", "run_id::text")
                            + " FROM due_interval WHERE status = 'FAILED' ORDER BY job, slot_at",
                    State.WRONG,
                    "none",
                    "'bursar runs show RUN' says why; 'bursar runs restart RUN' goes on with it."),
            new DoctorCheck(
                    "runs",
                    "SELECT 'run ' || r.id || ' of ' || r.job || ' for ' || r.business_for || ' is dead since '"
                            + " || iso_instant(r.heartbeat_at) FROM dead_run d JOIN run r ON r.id = d.run_id ORDER BY r.id",
                    State.WRONG,
                    "none is dead",
                    "A node recovers it by itself; 'bursar runs recover' does it by hand, 'bursar runs restart RUN' goes on."),
            new DoctorCheck(
                    "nodes",
                    "SELECT id || ' (process ' || process_id || ' on ' || host || ') is lost since ' || iso_instant(heartbeat_at)"
                            + " FROM node_state WHERE NOT alive ORDER BY id",
                    State.WRONG,
                    "none is lost",
                    "Others take over within seconds; start it again if it does not come back by itself."),
            new DoctorCheck(
                    "wakes",
                    "SELECT t.trigger_group || '.' || t.trigger_name || ' is stuck in state ' || t.trigger_state"
                            + " FROM qrtz_triggers t WHERE t.trigger_state = 'ERROR'"
                            + " OR t.trigger_state IN ('ACQUIRED', 'BLOCKED') AND NOT EXISTS (SELECT FROM qrtz_fired_triggers f"
                            + " JOIN node_state n ON n.id = f.instance_name AND n.alive"
                            + " WHERE f.sched_name = t.sched_name AND f.job_name = t.job_name AND f.job_group = t.job_group)"
                            + " ORDER BY 1",
                    State.NOTE,
                    "none is stuck in Quartz",
                    "Due work starts all the same, since nodes look each second; restart a node if it stays so."),
            new DoctorCheck(
                    "clocks of nodes",
                    "SELECT id || ' on ' || host || ' is ' || abs(clock_skew_millis) || ' ms '"
                            + " || CASE WHEN clock_skew_millis > 0 THEN 'ahead of' ELSE 'behind' END || ' the database'"
                            + " FROM node_state WHERE alive AND abs(clock_skew_millis) > 2000 ORDER BY abs(clock_skew_millis) DESC",
                    State.WRONG,
                    "within 2 s of the database's",
                    "Let NTP set the clocks of all machines."),
            new DoctorCheck(
                    "manifests of nodes",
                    Statements.read("doctor/manifests-of-nodes.sql"),
                    State.WRONG,
                    "the same everywhere",
                    "Bring all nodes to one version of bursar and to the same settings: they do not agree on what is due."),
            new DoctorCheck(
                    "alerts",
                    "SELECT severity || ' since ' || iso_instant(first_at) || ': ' || summary FROM alert"
                            + " WHERE resolved_at IS NULL AND severity >= 'critical' ORDER BY severity DESC, first_at",
                    State.WRONG,
                    "none is critical",
                    "'bursar alerts list' shows them and their runbooks."),
            new DoctorCheck(
                    "warnings",
                    "SELECT severity || ' since ' || iso_instant(first_at) || ': ' || summary FROM alert"
                            + " WHERE resolved_at IS NULL AND severity < 'critical' ORDER BY severity DESC, first_at",
                    State.NOTE,
                    "none",
                    "'bursar alerts list' shows them and their runbooks."),
            new DoctorCheck(
                    "guardrails",
                    "SELECT c.user_id || CASE WHEN r.frozen THEN ' is frozen, after ' ELSE ' was charged ' END || trim_scale(r.charged_millicredits / 1000.0)"
                            + " || ' ' || t.code || ' on ' || r.day FROM spending_review r JOIN account a ON a.id = r.account_id"
                            + " JOIN customer c ON c.id = a.customer_id JOIN credit_type t ON t.id = a.credit_type_id"
                            + " WHERE r.resolved_at IS NULL ORDER BY r.frozen DESC, r.id",
                    State.NOTE,
                    "nobody is up for review",
                    "'bursar guardrails reviews' has the figures; 'bursar guardrails resolve ID' or 'bursar unfreeze USER' ends it."),
            new DoctorCheck(
                    "looks at spending",
                    "SELECT 'nobody has looked at it' || coalesce(' since ' || iso_instant(nullif(looked_at, '-infinity')), '')"
                            + " || ', and nodes are alive' FROM spending_look WHERE looked_at < clock_timestamp() - interval '10 minutes'"
                            + " AND EXISTS (SELECT FROM node_state WHERE alive AND started_at < clock_timestamp() - interval '10 minutes')",
                    State.WRONG,
                    "no node neglects it",
                    "See what the nodes log of 'guardrails'; 'bursar guardrails check' looks by hand."),
            new DoctorCheck(
                    "last backup",
                    "SELECT coalesce('taken at ' || iso_instant(max(taken_at)) || ', over a week ago', 'none was taken')"
                            + " FROM backup_taken HAVING coalesce(max(taken_at), '-infinity') < clock_timestamp() - interval '7 days'",
                    State.NOTE,
                    "less than a week old",
                    "'bursar db backup DIR' takes one while everybody works."));

    private DoctorOperations() {}

    private static String coalesced(String prefix, String column) {
        return " || coalesce('" + prefix + "' || " + column + ", '')";
    }

    /** @param database with the schema of this bursar */
    static List<DoctorFinding> findings(Database database) {
        return Stream.concat(
                        CHECKS.stream().map(check -> check.look(database.client())),
                        Stream.of(orphans(new Nodes(database).runsWithOrphans())))
                .toList();
    }

    private static DoctorFinding orphans(List<Long> runs) {
        return runs.isEmpty()
                ? DoctorFinding.well("partitions", "none is offered without a run at work")
                : DoctorFinding.note(
                        "partitions",
                        "still offered to nodes, though not at work: of runs "
                                + String.join(
                                        ", ", runs.stream().map(String::valueOf).toList()),
                        "Nodes clear them away within seconds; restart the nodes if it stays so.");
    }
}
