package dev.bursar.serve;

import dev.bursar.alerts.Alerts;
import dev.bursar.alerts.Severity;
import dev.bursar.database.Database;
import dev.bursar.fault.Fault;
import dev.bursar.operations.NodeRow;
import dev.bursar.schedule.Schedules;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a node looks at every ten seconds, since it changes seldom: schema, Quartz, manifests, clock. */
final class Checks {
    /** A clock that is further away from the database's, in milliseconds, is told of. */
    static final long TOLERATED_SKEW_MILLIS = 2_000;

    private static final Logger LOG = LoggerFactory.getLogger(Checks.class);
    private static final String RUNBOOK = "runbooks/missed-schedule.md";

    /** Quartz says that it lives every 1.5 s, by the clock of its own machine. */
    private static final String QUARTZ = """
            SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint) - last_checkin_time AS millis
            FROM qrtz_scheduler_state WHERE instance_name = :node
            """;

    private static final long QUARTZ_SILENCE_MILLIS = 15_000;

    private final Schedules schedules;
    private final Supplier<Optional<NodeRow>> self;
    private volatile List<Part> found = List.of();
    private boolean skewTold;

    Checks(Schedules schedules, Supplier<Optional<NodeRow>> self) {
        this.schedules = schedules;
        this.self = self;
    }

    /** The parts as they were found last; empty before the first turn. */
    List<Part> found() {
        return found;
    }

    void turn(Database database) {
        Optional<NodeRow> node = self.get();
        found = List.of(schema(database), quartz(database.client(), node), manifests(database.client()));
        node.ifPresent(row -> tellSkew(database, row));
    }

    private static Part schema(Database database) {
        try {
            database.requireCurrentSchema();
            return Part.up("schema", "version " + database.schemaVersion());
        } catch (Fault fault) {
            return Part.down("schema", fault.getMessage(), fault.hint());
        }
    }

    private static Part quartz(JdbcClient client, Optional<NodeRow> node) {
        if (node.isEmpty()) {
            return Part.down("quartz", "not running: this process is no node at present", "It joins again by itself.");
        }
        Optional<Long> silence = client.sql(QUARTZ)
                .param("node", node.get().id())
                .query(Long.class)
                .optional()
                .map(millis -> millis + node.get().clockSkewMillis());
        return silence.filter(millis -> millis < QUARTZ_SILENCE_MILLIS).isPresent()
                ? Part.up("quartz", "running")
                : Part.down(
                        "quartz",
                        silence.map(millis -> "it has not checked in for " + millis / 1000 + " s")
                                .orElse("it has not checked in"),
                        "Restart this node if that lasts; schedules go on meanwhile, since every node looks each second.");
    }

    private Part manifests(JdbcClient client) {
        Map<String, String> inForce =
                client.sql("SELECT job, manifest_sha256 FROM schedule").query().listOfRows().stream()
                        .collect(Collectors.toMap(
                                row -> String.valueOf(row.get("job")),
                                row -> String.valueOf(row.get("manifest_sha256"))));
        List<String> odd = schedules.all().stream()
                .filter(job -> !Objects.requireNonNullElse(
                                inForce.get(job.job()), job.file().sha256())
                        .equals(job.file().sha256()))
                .map(Schedules.OfJob::job)
                .toList();
        return odd.isEmpty()
                ? Part.up("manifests", "agree with those in force")
                : Part.down(
                        "manifests",
                        "another node goes by another manifest of " + String.join(", ", odd)
                                + ", so this one starts nothing of it",
                        "Bring all nodes to one version of bursar; 'bursar doctor' names the fields that differ.");
    }

    /** How the clock stands; never a reason not to be ready, since what is due goes by the database's. */
    static Part clock(NodeRow node) {
        return Part.up(
                "clock",
                isSkewed(node)
                        ? words(node) + "; nothing is started too early or too late for it, but let NTP set the clock"
                        : words(node));
    }

    private static boolean isSkewed(NodeRow node) {
        return Math.abs(node.clockSkewMillis()) > TOLERATED_SKEW_MILLIS;
    }

    private static String words(NodeRow node) {
        long millis = node.clockSkewMillis();
        return Math.abs(millis) + " ms " + (millis < 0 ? "behind" : "ahead of") + " the database's";
    }

    private void tellSkew(Database database, NodeRow node) {
        if (isSkewed(node) == skewTold && !skewTold) {
            return;
        }
        String key = "clock-skew:" + node.host();
        if (isSkewed(node)) {
            String summary = "the clock of " + node.host() + " is " + words(node);
            boolean isNew = Objects.requireNonNull(database.inTransaction(client -> new Alerts(client)
                    .raise(
                            key,
                            Severity.WARNING,
                            summary,
                            Map.of("node", node.id(), "skewMillis", node.clockSkewMillis()),
                            RUNBOOK)));
            if (isNew) {
                LOG.warn("{}; let NTP set both machines' clocks", summary);
            }
        } else {
            var _ = database.inTransaction(client -> new Alerts(client).resolve(key));
        }
        skewTold = isSkewed(node);
    }
}
