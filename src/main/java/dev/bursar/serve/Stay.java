package dev.bursar.serve;

import dev.bursar.database.Database;
import dev.bursar.operations.Nodes;
import dev.bursar.schedule.RunStarter;
import dev.bursar.schedule.Schedules;
import dev.bursar.schedule.Wakes;
import java.time.Duration;

/**
 * Looking at the queue under one id of this node. Its sessions carry that id, so that whoever finds the node lost can end them:
 * a process that is frozen in mid-look must not hold the locks of schedules for ever.
 */
final class Stay implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String nodeId;
    private final Database database;
    private final Wakes wakes;

    Stay(String nodeId, Database database, Schedules schedules, RunStarter starter) {
        this.nodeId = nodeId;
        this.database = database.another(Nodes.sessionName(nodeId), PATIENCE);
        this.wakes = new Wakes(schedules, this.database, starter);
    }

    String nodeId() {
        return nodeId;
    }

    Wakes wakes() {
        return wakes;
    }

    /** For the thread that looks. */
    Database database() {
        return database;
    }

    /** Hangs up; runs that were started under this id go on with connections of their own. */
    @Override
    public void close() {
        database.close();
    }
}
