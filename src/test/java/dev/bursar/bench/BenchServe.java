package dev.bursar.bench;

import dev.bursar.config.Setting;
import dev.bursar.database.TestServer;
import dev.bursar.operations.Town;
import dev.bursar.serve.Await;
import dev.bursar.serve.ManyNodes;
import dev.bursar.serve.NodeProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code scripts/bench serve}: what an idle node costs, how soon due intervals start, how soon a killed node's run goes on. */
public final class BenchServe {
    private static final int CUSTOMERS = 20_000;
    private static final int IDLE_SECONDS = 30;
    private static final int SLOTS = 10;
    private static final int KILLS = 3;
    private static final long TICKS_A_SECOND = 100; // of /proc

    private BenchServe() {}

    public static void main(String[] arguments) throws Exception {
        try (Town town = Town.of(CUSTOMERS, TestServer.MORTAL)) {
            idle(town);
            startLatency(town);
        }
        for (int i = 0; i < KILLS; i++) {
            recovery();
        }
    }

    private static void idle(Town town) throws Exception {
        try (NodeProcess node =
                NodeProcess.start(town.database().variables(Map.of())).awaitReady()) {
            Await.until(
                    "what was due at the start is done",
                    () -> number(town, "SELECT count(*) FROM due_interval WHERE status IN ('WAITING', 'RUNNING')")
                            == 0);
            TimeUnit.SECONDS.sleep(10);
            long transactions = transactions(town);
            long ticks = ticks(node);
            TimeUnit.SECONDS.sleep(IDLE_SECONDS);
            say(
                    "an idle node: %d MB resident, %.1f %% of a core, %.1f transactions/s",
                    resident(node) >> 10,
                    100.0 * (ticks(node) - ticks) / TICKS_A_SECOND / IDLE_SECONDS,
                    (transactions(town) - transactions) / (double) IDLE_SECONDS);
        }
    }

    private static long transactions(Town town) throws InterruptedException {
        TimeUnit.SECONDS.sleep(1); // sessions report once a second
        return number(
                town, "SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = current_database()");
    }

    /** In kilobytes. */
    private static long resident(NodeProcess node) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + node.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }

    /** Processor time, of the user's and the system's. */
    private static long ticks(NodeProcess node) throws IOException {
        String[] fields = Files.readString(Path.of("/proc/" + node.pid() + "/stat"))
                .replaceFirst(".*\\) ", "")
                .split(" ", -1);
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    private static void startLatency(Town town) {
        Map<String, String> environment =
                town.database().variables(Map.of(Setting.MONTHLY_REFRESH_CRON, "*/10 * * * * ?"));
        long before = number(town, "SELECT count(*) FROM run_start");
        try (NodeProcess _ = NodeProcess.start(environment).awaitReady()) {
            Await.until(
                    "slots were started", () -> number(town, "SELECT count(*) FROM run_start") >= before + SLOTS + 2);
        }
        double[] seconds = town.client().sql("""
                        SELECT extract(epoch FROM s.started_at - d.last_slot_at) AS seconds
                        FROM run_start s JOIN run r ON r.id = s.run_id AND r.job = 'allocation'
                        JOIN due_interval d ON d.job = r.job AND s.started_at BETWEEN d.claimed_at AND d.settled_at
                        ORDER BY s.started_at DESC LIMIT :slots
                        """).param("slots", SLOTS).query(Double.class).list().stream()
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        say(
                "a due interval starts after its slot: median %.2f s, longest %.2f s, of %d",
                seconds[seconds.length / 2], Arrays.stream(seconds).max().orElse(Double.NaN), seconds.length);
    }

    private static void recovery() throws SQLException, InterruptedException {
        try (Town town = Town.of(CUSTOMERS, TestServer.MORTAL);
                ManyNodes nodes = ManyNodes.of(town, 3)) {
            nodes.begin();
            NodeProcess lost = nodes.coordinator();
            double killed = now(town);
            lost.kill();
            nodes.awaitTakeover(lost);
            Await.until("work goes on", () -> number(town, """
                            SELECT count(*) FROM run_partition p JOIN run r ON r.id = p.run_id
                            WHERE p.claimed_at > r.started_at AND extract(epoch FROM p.claimed_at) > %f
                            """.formatted(killed)) > 0);
            say(
                    "a killed coordinator's run is taken over after %.2f s, its work goes on after %.2f s",
                    since(town, "SELECT extract(epoch FROM started_at) FROM run WHERE job = 'allocation'", killed),
                    since(
                            town,
                            "SELECT extract(epoch FROM min(p.claimed_at)) FROM run_partition p JOIN run r ON r.id = p.run_id"
                                    + " WHERE p.claimed_at > r.started_at",
                            killed));
            nodes.letEnd();
        }
    }

    private static double now(Town town) {
        return since(town, "SELECT extract(epoch FROM clock_timestamp())", 0);
    }

    private static double since(Town town, String sql, double begin) {
        return town.client().sql(sql).query(Double.class).single() - begin;
    }

    private static long number(Town town, String sql) {
        return town.client().sql(sql).query(Long.class).single();
    }

    private static void say(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }
}
