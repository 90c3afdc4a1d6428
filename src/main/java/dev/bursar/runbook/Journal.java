package dev.bursar.runbook;

import dev.bursar.database.Database;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.operations.Machine;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What was followed, in the database. Each change is committed before what comes next is begun, so that whoever reads it after
 * a kill sees what was done, and what was begun and may have been done.
 */
public final class Journal {
    private final Database database;
    private final Secrets secrets;

    Journal(Database database, Secrets secrets) {
        this.database = database;
        this.secrets = secrets;
    }

    /** The newest first, at most {@code limit}. */
    public static List<JournalRun> newest(Database database, int limit) {
        return database.client()
                .sql("SELECT * FROM runbook_run ORDER BY id DESC LIMIT :limit")
                .param("limit", limit)
                .query((row, _) -> JournalRows.run(row))
                .list();
    }

    /** One; throws a fault of code {@code unknown-journal} if there is none of that id. */
    public static JournalRun find(Database database, long id) {
        return database.client()
                .sql("SELECT * FROM runbook_run WHERE id = :id")
                .param("id", id)
                .query((row, _) -> JournalRows.run(row))
                .optional()
                .orElseThrow(() -> Fault.usage(
                        FaultCode.UNKNOWN_JOURNAL,
                        "there is no journal " + id,
                        "'bursar runbook journal' lists those that there are."));
    }

    /** What became of its actions, in the runbook's order. */
    public static List<JournalAction> actions(Database database, long id) {
        return database.client()
                .sql("SELECT * FROM runbook_action WHERE run_id = :id ORDER BY step, number")
                .param("id", id)
                .query((row, _) -> JournalRows.action(row))
                .list();
    }

    /** The lock of a runbook with its parameters: whoever holds it follows it. */
    static String lockOf(String identity) {
        return "bursar.runbook." + identity;
    }

    /** Begins one: writes everything down that is to be done. */
    long open(Runbook runbook, Values values, boolean allowShell, Optional<String> reason) {
        return database.inTransaction(client -> {
            long id = client.sql("""
                            INSERT INTO runbook_run (runbook, file, sha256, parameters, identity, allow_shell, actor, reason, process)
                            VALUES (:runbook, :file, :sha256, :parameters::jsonb, :identity, :allowShell, acting(), :reason, :process)
                            RETURNING id
                            """)
                    .param("runbook", runbook.name())
                    .param("file", runbook.file().map(Object::toString).orElse(null))
                    .param("sha256", runbook.sha256())
                    .param("parameters", secrets.struck(JournalRows.json(values)))
                    .param("identity", runbook.identity(values))
                    .param("allowShell", allowShell)
                    .param("reason", reason.map(secrets::struck).orElse(null))
                    .param("process", Machine.process())
                    .query(Long.class)
                    .single();
            runbook.steps().forEach(step -> step.actions().forEach(action -> write(client, id, step, action, values)));
            return id;
        });
    }

    /** Takes one up again: what is not done is written down anew, as the runbook has it now. What was begun stays begun. */
    void reopen(long id, Runbook runbook, Values values, boolean rollBack) {
        database.inTransaction(client -> {
            List<JournalAction> before = actions(database, id);
            client.sql("""
                            UPDATE runbook_run SET status = 'RUNNING', ended_at = NULL, rolling_back = :rollBack, process = :process
                            WHERE id = :id
                            """)
                    .param("rollBack", rollBack)
                    .param("process", Machine.process())
                    .param("id", id)
                    .update();
            client.sql("DELETE FROM runbook_action WHERE run_id = :id AND status NOT IN ('DONE', 'BEGUN')")
                    .param("id", id)
                    .update();
            List<String> kept = before.stream()
                    .filter(action -> action.isDone() || action.isBegun())
                    .map(JournalAction::id)
                    .toList();
            for (Step step : runbook.steps()) {
                var _ = client.sql(
                                "UPDATE runbook_action SET step_sha256 = :sha256 WHERE run_id = :id AND step = :step")
                        .param("sha256", step.sha256()) // that of a step which is not finished may have changed
                        .param("id", id)
                        .param("step", step.number())
                        .update();
                step.actions().stream()
                        .filter(action -> !kept.contains(action.id()))
                        .forEach(action -> write(client, id, step, action, values));
            }
            return id;
        });
    }

    private void write(JdbcClient client, long id, Step step, Action action, Values values) {
        client.sql("""
                        INSERT INTO runbook_action (run_id, step, number, heading, kind, language, line, said, step_sha256, sha256)
                        VALUES (:id, :step, :number, :heading, :kind, :language, :line, :said, :stepSha256, :sha256)
                        """)
                .param("id", id)
                .param("step", action.step())
                .param("number", action.number())
                .param("heading", step.heading())
                .param("kind", action.kind().word())
                .param("language", action.language().word())
                .param("line", action.line())
                .param("said", secrets.struck(CommandText.shown(action, values)))
                .param("stepSha256", step.sha256())
                .param("sha256", action.sha256())
                .update();
    }

    /** An action is about to be done. */
    void begin(long id, String action) {
        update(
                id,
                action,
                "status = 'BEGUN', started_at = clock_timestamp(), ended_at = NULL, exit = NULL, output = NULL,"
                        + " actor = acting(), tries = tries + 1");
    }

    /** An action was done, or was not. */
    void end(long id, String action, String status, int exit, String output) {
        String struck = secrets.struck(output);
        database.client()
                .sql("""
                        UPDATE runbook_action SET status = :status, exit = :exit, output = :output, actor = acting(),
                               started_at = coalesce(started_at, clock_timestamp()), ended_at = clock_timestamp()
                        WHERE run_id = :id AND step || '.' || number = :action
                        """)
                .param("status", status)
                .param("exit", exit)
                .param("output", struck)
                .param("id", id)
                .param("action", action)
                .update();
    }

    /** Nobody follows it any more, for the time being or for good. */
    void close(long id, String status) {
        database.client()
                .sql("UPDATE runbook_run SET status = :status, ended_at = clock_timestamp() WHERE id = :id")
                .param("status", status)
                .param("id", id)
                .update();
    }

    String struck(String text) {
        return secrets.struck(text);
    }

    private void update(long id, String action, String assignments) {
        database.client()
                .sql("UPDATE runbook_action SET " + assignments
                        + " WHERE run_id = :id AND step || '.' || number = :action")
                .param("id", id)
                .param("action", action)
                .update();
    }
}
