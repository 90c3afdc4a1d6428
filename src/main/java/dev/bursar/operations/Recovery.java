package dev.bursar.operations;

import dev.bursar.database.Database;
import dev.bursar.operations.DeadRun.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds runs that nobody works on any more and makes sure of it: their fence is raised, so that they cannot commit, and their
 * database sessions are ended, so that they hold no lock. Any number of nodes may do this at once.
 */
public final class Recovery {
    /** So many deaths in a row in the same place, and a run is not tried again by itself. */
    static final int DEATHS = 3;

    /** How long the lock of a job may take to fall after the session that held it was ended. */
    private static final Duration FALL = Duration.ofSeconds(3);

    private final JdbcClient client;
    private final RunRows rows;
    private final RunEnds ends;

    /** @param database used by this thread alone */
    public Recovery(Database database) {
        this.client = database.client();
        this.rows = new RunRows(client);
        this.ends = new RunEnds(client);
    }

    /**
     * What a node does once a second. Runs that can go on keep saying {@code RUNNING}: until some node has gone on with them,
     * every look finds them again.
     */
    public List<DeadRun> look() {
        return dead().stream().flatMap(dead -> bury(dead, true).stream()).toList();
    }

    /** What an operator does by hand: runs that could go on are marked failed, and can be restarted. */
    public List<DeadRun> fail() {
        return dead().stream().flatMap(dead -> bury(dead, false).stream()).toList();
    }

    private record Dead(long id, String job, int fence) {}

    private List<Dead> dead() {
        return client.sql("SELECT run_id, job, fence FROM dead_run ORDER BY run_id")
                .query((row, index) -> new Dead(row.getLong("run_id"), row.getString("job"), row.getInt("fence")))
                .list();
    }

    private Optional<DeadRun> bury(Dead dead, boolean goOn) {
        RunRow before = rows.find(dead.id());
        Optional<Integer> fence = fence(dead);
        if (fence.isEmpty()) {
            return Optional.empty(); // it ended or was taken over in this moment
        }
        List<String> held = Sessions.endOfRun(client, dead.id(), fence.get());
        Verdict verdict = isFree(dead.job()) ? decide(before, fence.get(), goOn) : Verdict.HELD;
        if (verdict == Verdict.HELD && held.isEmpty()) {
            held = Sessions.holdingLockOf(client, dead.job());
        }
        return Optional.of(new DeadRun(rows.find(dead.id()), verdict, RunFaults.process(before), held));
    }

    /** Raises the fence once for each death; a run that waits for somebody to go on with it keeps the one it has. */
    private Optional<Integer> fence(Dead dead) {
        boolean waits = client.sql("""
                        SELECT NOT EXISTS (SELECT FROM run_start WHERE run_id = r.id AND ended_at IS NULL)
                        FROM run r WHERE id = :id AND fence = :fence AND status = 'RUNNING'
                        """)
                .param("id", dead.id())
                .param("fence", dead.fence())
                .query(Boolean.class)
                .optional()
                .orElse(false);
        if (waits) {
            return Optional.of(dead.fence());
        }
        // a heartbeat for it, so that it does not look frozen while somebody goes on with it
        Optional<Integer> fence = client.sql("""
                        UPDATE run SET fence = fence + 1, heartbeat_at = clock_timestamp()
                        WHERE id = :id AND fence = :fence AND status = 'RUNNING' RETURNING fence
                        """)
                .param("id", dead.id())
                .param("fence", dead.fence())
                .query(Integer.class)
                .optional();
        fence.ifPresent(raised -> ends.noteDeath(dead.id()));
        return fence;
    }

    private boolean isFree(String job) {
        long until = System.nanoTime() + FALL.toNanos();
        while (true) {
            boolean held = client.sql("SELECT lock_is_held('bursar.run.' || :job)")
                    .param("job", job)
                    .query(Boolean.class)
                    .single();
            if (!held || System.nanoTime() > until) {
                return !held;
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the lock of a dead run was falling", e);
        }
    }

    private Verdict decide(RunRow run, int fence, boolean goOn) {
        if (run.stopRequestedBy().isPresent()) {
            var _ = ends.end(run.id(), fence, "STOPPED", null);
            return Verdict.STOPPED;
        }
        if (!run.dryRun() && deaths(run.id()) >= DEATHS) {
            var _ = ends.end(run.id(), fence, "FAILED", RunFaults.crashLoop(run));
            return Verdict.CRASH_LOOP;
        }
        if (run.dryRun() || !goOn) {
            var _ = ends.end(run.id(), fence, "FAILED", RunFaults.death(run));
            return Verdict.FAILED;
        }
        return Verdict.GOES_ON;
    }

    private int deaths(long id) {
        return client.sql("""
                        SELECT count(*) FROM run r JOIN run_progress p ON p.run_id = r.id JOIN run_start s ON s.run_id = r.id AND s.round = r.round
                        WHERE r.id = :id AND s.outcome = 'DIED' AND s.done_from >= p.done_ids - p.busy
                          AND s.fence > ALL (SELECT o.fence FROM run_start o WHERE o.run_id = r.id AND o.outcome <> 'DIED')
                        """).param("id", id).query(Integer.class).single();
    }
}
