package dev.bursar.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.config.Setting;
import dev.bursar.flags.Maintenance;
import dev.bursar.operations.Town;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Several nodes on a town where one allocation is due: its slot was twelve hours ago, and the next is as far away. Nothing is
 * started before {@link #begin}, and the run cannot end before {@link #letEnd}: the host holds an account meanwhile.
 */
public final class ManyNodes implements AutoCloseable {
    private static final Duration HALF_A_DAY = Duration.ofHours(12);

    private final Town town;
    private final Instant slot = Instant.now().minus(HALF_A_DAY).truncatedTo(ChronoUnit.HOURS);
    private final List<NodeProcess> nodes = new ArrayList<>();
    private final Connection host;

    private ManyNodes(Town town, Connection host) {
        this.town = town;
        this.host = host;
    }

    /** Ready to begin; the first account is the one that the host holds. */
    public static ManyNodes of(Town town, int count) throws SQLException {
        Connection host = town.database().database().connect();
        host.setAutoCommit(false);
        host.createStatement().execute("SELECT FROM account ORDER BY id LIMIT 1 FOR UPDATE");
        ManyNodes all = new ManyNodes(town, host);
        town.database()
                .database()
                .inTransaction(client -> new Maintenance(client).on("until all nodes are there", Optional.empty()));
        for (int i = 0; i < count; i++) {
            all.join();
        }
        all.nodes.forEach(NodeProcess::awaitReady);
        return all;
    }

    /** One more node. */
    public NodeProcess join() {
        Map<Setting, String> environment = new EnumMap<>(Setting.class);
        environment.put(
                Setting.MONTHLY_REFRESH_CRON,
                "0 " + slot.atOffset(ZoneOffset.UTC).getHour() + " * * *");
        NodeProcess node = NodeProcess.start(town.database().variables(environment));
        nodes.add(node);
        return node;
    }

    /** From now on what is due is started; waits until the run has done something. */
    public void begin() {
        town.client()
                .sql("UPDATE schedule SET watermark_at = :watermark WHERE job = 'allocation'")
                .param("watermark", slot.minusSeconds(1).atOffset(ZoneOffset.UTC))
                .update();
        town.database().database().inTransaction(client -> new Maintenance(client).off(null));
        await(
                "the run is under way",
                () -> number("SELECT coalesce(sum(p.done_ids), 0) FROM run_progress p"
                                + " JOIN run r ON r.id = p.run_id WHERE r.job = 'allocation' AND r.status = 'RUNNING'")
                        > 0);
    }

    /** The node that coordinates the run. */
    public NodeProcess coordinator() {
        return node(
                "SELECT n.process_id FROM run r JOIN node n ON n.id = r.node_id WHERE r.job = 'allocation' AND r.status = 'RUNNING'");
    }

    /** A node that has claimed a partition and coordinates nothing; waits until there is one. */
    public NodeProcess worker() {
        String sql = """
                SELECT coalesce(min(n.process_id), 0) FROM run_partition p JOIN run r ON r.id = p.run_id AND r.job = 'allocation' AND r.status = 'RUNNING'
                JOIN node n ON n.id = p.node_id WHERE p.node_id <> r.node_id
                """;
        await("another node than the coordinator works on the run", () -> number(sql) > 0);
        return node(sql);
    }

    private NodeProcess node(String processId) {
        long pid = number(processId);
        return nodes.stream().filter(node -> node.pid() == pid).findFirst().orElseThrow();
    }

    /** Others than {@code lost} have the run, and nothing of the run is theirs any more. */
    public void awaitTakeover(NodeProcess lost) {
        await("others have taken over from " + lost.pid(), () -> number("""
                        SELECT count(*) FROM run r JOIN node n ON n.id = r.node_id
                        WHERE r.job = 'allocation' AND r.status = 'RUNNING' AND n.process_id <> %d AND n.ended_at IS NULL
                        """.formatted(lost.pid())) == 1);
    }

    /** The host lets go of its account, and the run comes to its end. */
    public void letEnd() throws SQLException {
        host.rollback();
        awaitEnd();
    }

    public void awaitEnd() {
        await(
                "the run is completed",
                () -> number("SELECT count(*) FROM due_interval WHERE job = 'allocation' AND status = 'DONE'") == 1);
    }

    /** The books are those of a town where a command did the same without any trouble. */
    public void endsAs(Town undisturbed) {
        String date = slot.atOffset(ZoneOffset.UTC).toLocalDate().toString();
        undisturbed.allocate(date, text("SELECT parameters ->> 'at' FROM run WHERE job = 'allocation'"));
        assertThat(town.fingerprint()).isEqualTo(undisturbed.fingerprint());
        assertThat(figures(town.client())).isEqualTo(figures(undisturbed.client()));
        town.keepsItsInvariants();
        assertThat(text("SELECT string_agg(status, ' ') FROM run WHERE job = 'allocation'"))
                .isEqualTo("COMPLETED");
        assertThat(number("SELECT count(*) FROM due_interval WHERE job = 'allocation'"))
                .isEqualTo(1);
    }

    private static Map<String, Object> figures(JdbcClient client) {
        return client.sql("SELECT counts ->> 'written' AS written, totals::text FROM run WHERE job = 'allocation'")
                .query()
                .singleRow();
    }

    public List<NodeProcess> nodes() {
        return nodes;
    }

    public long number(String sql) {
        return town.client().sql(sql).query(Long.class).single();
    }

    /** Waits; where that fails, with what the nodes said. */
    private void await(String what, Callable<Boolean> condition) {
        try {
            Await.until(what, condition);
        } catch (AssertionError e) {
            throw new AssertionError(
                    e.getMessage()
                            + nodes.stream().map(NodeProcess::log).collect(Collectors.joining("\n---\n", "\n", "")),
                    e);
        }
    }

    private String text(String sql) {
        return town.client().sql(sql).query(String.class).single();
    }

    @Override
    public void close() throws SQLException {
        nodes.forEach(NodeProcess::close);
        host.close();
    }
}
