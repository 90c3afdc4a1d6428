package dev.bursar.operations;

import dev.bursar.fault.Fault;
import dev.bursar.run.CurrentRun;
import dev.bursar.run.Partition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whose hands the partitions of one start of a run are in, each statement a short transaction. */
final class PartitionRows {
    private final JdbcClient client;
    private final CurrentRun run;

    PartitionRows(JdbcClient client, CurrentRun run) {
        this.client = client;
        this.run = run;
    }

    /**
     * A partition as it stands.
     *
     * @param nextId up to where it is done
     * @param claimedBy who has it; of one that is done, who had it last
     * @param tries that failed, in this start
     * @param error of the last of them
     */
    record State(
            int number,
            int token,
            long nextId,
            boolean done,
            Optional<String> claimedBy,
            int tries,
            Optional<Map<String, Object>> error) {
        boolean isClaimed() {
            return !done && claimedBy.isPresent();
        }

        boolean isFree() {
            return !done && claimedBy.isEmpty();
        }
    }

    List<State> all() {
        return sql("""
                        SELECT number, token, next_id, next_id > last_id AS done, node_id, tries, error::text FROM run_partition
                        WHERE run_id = :run ORDER BY number
                        """)
                .query((row, index) -> new State(
                        row.getInt("number"),
                        row.getInt("token"),
                        row.getLong("next_id"),
                        row.getBoolean("done"),
                        Optional.ofNullable(row.getString("node_id")),
                        row.getInt("tries"),
                        Optional.ofNullable(row.getString("error")).map(Json::object)))
                .list();
    }

    /** Takes what is left from whoever had it under an earlier start, who can commit nothing of it any more. */
    void freeAll() {
        sql("""
                        UPDATE run_partition p SET node_id = NULL, token = p.token + 1, tries = 0, error = NULL
                        FROM run r WHERE r.id = p.run_id AND r.id = :run AND r.fence = :fence AND p.next_id <= p.last_id
                        """).update();
    }

    /** Takes a partition that nobody has; empty if somebody was faster, it is done, or the run has ended or is to stop. */
    Optional<Partition> claim(int number, String who) {
        return sql("""
                        UPDATE run_partition p SET node_id = :who, token = p.token + 1, claimed_at = clock_timestamp()
                        FROM run r
                        WHERE r.id = p.run_id AND r.id = :run AND r.fence = :fence AND r.status = 'RUNNING' AND r.stop_requested_at IS NULL
                          AND p.number = :number AND p.node_id IS NULL AND p.next_id <= p.last_id
                        RETURNING p.token
                        """)
                .param("number", number)
                .param("who", who)
                .query(Integer.class)
                .optional()
                .map(token -> new Partition(number, token));
    }

    /** Gives a partition back with work left, unless it was taken away meanwhile. */
    void giveBack(Partition partition) {
        sql("""
                        UPDATE run_partition SET node_id = NULL
                        WHERE run_id = :run AND number = :number AND token = :token AND next_id <= last_id
                        """)
                .param("number", partition.number())
                .param("token", partition.token())
                .update();
    }

    /** Gives a partition back whose work failed; whether it was still ours, so that the failure counts. */
    boolean giveBack(Partition partition, Fault failure) {
        return sql("""
                        UPDATE run_partition SET node_id = NULL, tries = tries + 1, error = CAST(:error AS jsonb)
                        WHERE run_id = :run AND number = :number AND token = :token
                        """)
                        .param("number", partition.number())
                        .param("token", partition.token())
                        .param("error", RunEnds.json(failure))
                        .update()
                == 1;
    }

    /** Takes a partition from somebody who is dead; whether it was still theirs. */
    boolean takeAway(State claimed) {
        return sql("""
                        UPDATE run_partition SET node_id = NULL, token = token + 1
                        WHERE run_id = :run AND number = :number AND token = :token AND next_id <= last_id
                        """)
                        .param("number", claimed.number())
                        .param("token", claimed.token())
                        .update()
                == 1;
    }

    /** Has everybody stop after the range in hand. */
    void requestStop() {
        sql("""
                        UPDATE run SET stop_requested_at = clock_timestamp()
                        WHERE id = :run AND fence = :fence AND stop_requested_at IS NULL
                        """).update();
    }

    /** Whether this start of the run still goes on: nobody took it over, ended it, or wants it to stop. */
    boolean goesOn() {
        return sql("""
                        SELECT EXISTS (SELECT FROM run
                                       WHERE id = :run AND fence = :fence AND status = 'RUNNING' AND stop_requested_at IS NULL)
                        """).query(Boolean.class).single();
    }

    private JdbcClient.StatementSpec sql(String statement) {
        JdbcClient.StatementSpec sql = client.sql(statement).param("run", run.id());
        return statement.contains(":fence") ? sql.param("fence", run.fence()) : sql;
    }
}
