package dev.bursar.serve;

import dev.bursar.operations.NodeRow;

/** What Prometheus is told: the figures of this process, and those that all nodes share. */
final class Exposition {
    private static final String FORMAT = "text/plain; version=0.0.4; charset=utf-8";

    private final NodeFigures figures;
    private final SharedFigures shared;
    private volatile boolean isUp = true;

    Exposition(NodeFigures figures, SharedFigures shared, Sweep sweep, Coordinators coordinators) {
        this.figures = figures;
        this.shared = shared;
        figures.show(
                "bursar.database.up",
                "",
                "1 if the database answered when it was asked last, else 0",
                () -> isUp ? 1 : 0);
        figures.show(
                "bursar.clock.skew",
                "seconds",
                "This machine's clock less the database's; what is due goes by the database's",
                () -> sweep.self().map(NodeRow::clockSkewMillis).orElse(0L) / 1000.0);
        figures.show(
                "bursar.node.joined",
                "",
                "1 while this process is one of the nodes, 0 while it is cut off from the database",
                () -> sweep.self().isPresent() ? 1 : 0);
        figures.show(
                "bursar.runs.coordinated", "", "Jobs with a run that this node coordinates now", coordinators::atWork);
    }

    HttpDoor.Answer text() {
        isUp = shared.refresh();
        return new HttpDoor.Answer(200, FORMAT, figures.text());
    }
}
