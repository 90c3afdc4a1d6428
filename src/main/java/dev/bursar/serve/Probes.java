package dev.bursar.serve;

import dev.bursar.fault.Fault;
import dev.bursar.operations.NodeRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What probes are told. Liveness: restart me. Readiness: I take part, or why I do not. */
final class Probes {
    /** A statement that gets no answer is given up after ten seconds, and a round may make several. */
    private static final Duration STUCK = Duration.ofMinutes(2);

    /** The sweep goes round once a second. */
    private static final Duration SILENT = Duration.ofSeconds(5);

    private final Vitals vitals;
    private final Sweep sweep;
    private final Checks checks;

    Probes(Vitals vitals, Sweep sweep, Checks checks) {
        this.vitals = vitals;
        this.sweep = sweep;
        this.checks = checks;
    }

    /** Every path that this node answers. */
    Map<String, Supplier<HttpDoor.Answer>> paths(Supplier<HttpDoor.Answer> figures) {
        Map<String, Supplier<HttpDoor.Answer>> paths = new TreeMap<>();
        paths.put("/actuator/health/liveness", this::liveness);
        paths.put("/actuator/health/readiness", this::readiness);
        paths.put("/actuator/prometheus", figures);
        return paths;
    }

    /** Down only if nothing but a restart helps: a database that is away is no reason. */
    HttpDoor.Answer liveness() {
        Duration stuck = vitals.sinceTurn();
        return Part.answer(List.of(
                stuck.compareTo(STUCK) < 0
                        ? Part.up("sweep", "goes round")
                        : Part.down(
                                "sweep",
                                "stuck for " + stuck.toSeconds() + " s",
                                "Restart this node; others have its work, or it goes on with it.")));
    }

    HttpDoor.Answer readiness() {
        List<Part> parts = new ArrayList<>();
        parts.add(database());
        parts.addAll(checks.found());
        if (checks.found().isEmpty()) {
            parts.add(Part.down("checks", "not made yet", "Ask again in a moment."));
        }
        Optional<NodeRow> self = sweep.self();
        parts.add(self.map(Probes::node)
                .orElseGet(() -> Part.down(
                        "node",
                        "this process is no node at present: it was cut off from the database, and others have its work",
                        "It joins again by itself as soon as the database answers.")));
        self.ifPresent(node -> parts.add(Checks.clock(node)));
        parts.add(
                vitals.isStopping()
                        ? Part.down("service", "stopping: the runs of this node end after the range in hand", "")
                        : Part.up("service", "takes work"));
        return Part.answer(parts);
    }

    private Part database() {
        Optional<Fault> outage = vitals.outage();
        Duration silence = vitals.sinceAnswer();
        if (outage.isEmpty() && silence.compareTo(SILENT) < 0) {
            return Part.up("database", "answers");
        }
        return Part.down(
                "database",
                "no answer for " + silence.toSeconds() + " s"
                        + outage.map(fault -> ": " + fault.getMessage()).orElse(""),
                "Check it with 'bursar db status'; this node goes on by itself as soon as it answers.");
    }

    private static Part node(NodeRow node) {
        return node.alive()
                ? Part.up("node", "joined as " + node.id())
                : Part.down("node", node.id() + " counts as lost", "It joins again by itself, under a new id.");
    }
}
