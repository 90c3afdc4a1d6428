package dev.bursar.alerts;

import dev.bursar.config.Settings;
import dev.bursar.database.Database;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Evaluates the rules of the alert file and tells its sinks. Any number of nodes may do both as often as they like: rules are
 * evaluated by one at a time, and a message is sent by one at a time.
 *
 * <p>Each call opens a connection of its own and closes it. Both throw the fault of a database that cannot be reached, and
 * nothing for a rule or a sink that fails: that is an alert, or stands beside the delivery.
 */
public final class AlertWatch {
    private static final Logger LOG = LoggerFactory.getLogger(AlertWatch.class);

    private final Database database;
    private final AlertFile file;
    private final Map<String, String> environment;
    private boolean saidCopy;

    private AlertWatch(Database database, AlertFile file, Map<String, String> environment) {
        this.database = database;
        this.file = file;
        this.environment = environment;
    }

    /**
     * Reads the alert file, once.
     *
     * @param settings whose {@code BURSAR_ALERTS} names the file; without it, bursar's own rules and a log
     * @param environment where the file's sinks have their addresses and keys
     * @return the watch; throws a fault of exit 2 with line and field if the file is malformed or a secret is missing
     */
    public static AlertWatch of(Database database, Settings settings, Map<String, String> environment) {
        return new AlertWatch(database, AlertFile.inForce(settings, environment), environment);
    }

    /**
     * What an evaluation did.
     *
     * @param isOurs false if another node was evaluating at that moment, and then nothing was done here
     * @param rules how many were evaluated
     * @param broken how many of them could not be
     */
    public record Evaluated(boolean isOurs, int rules, int broken) {}

    /**
     * What a delivery did, in messages.
     *
     * @param postponed to be tried again
     * @param givenUp refused by the sink, or tried for a day
     */
    public record Delivered(int delivered, int postponed, int givenUp) {}

    /** One round: every rule that is on and due by its {@code every} raises and resolves its alerts. */
    public Evaluated evaluate() {
        return evaluate(Function.identity());
    }

    /** One round of every rule that is on, due or not. */
    public Evaluated evaluateAll() {
        return evaluate(_ -> Duration.ZERO);
    }

    private Evaluated evaluate(Function<Duration, Duration> every) {
        SingleConnectionDataSource connection = new SingleConnectionDataSource(database.connect(), true);
        try {
            return new RuleRound(connection, file.rules(), every).run();
        } finally {
            connection.destroy();
        }
    }

    /** A restored copy that nobody has let go on yet: whoever answers the original's alerts must not be called for a drill. */
    private boolean isCopy(JdbcClient client) {
        boolean isCopy = client.sql("SELECT is_copy FROM maintenance_state")
                .query(Boolean.class)
                .single();
        if (isCopy && !saidCopy) {
            LOG.warn(
                    "this is a restored copy in maintenance: its alerts stand in 'bursar alerts list', and no sink is told of any"
                            + " until 'bursar maintenance off'");
        }
        saidCopy = isCopy;
        return isCopy;
    }

    /**
     * Sends what waits, unless this is a restored copy that is still in maintenance. May take many seconds while a sink does not answer, so it wants a thread of its own; it ends early, and
     * loses nothing, when that is interrupted.
     */
    public Delivered deliver() {
        SingleConnectionDataSource connection = new SingleConnectionDataSource(database.connect(), true);
        try (Sender sender = new Sender(environment)) {
            JdbcClient client = JdbcClient.create(connection);
            if (isCopy(client)) {
                return new Delivered(0, 0, 0);
            }
            new TransactionTemplate(new JdbcTransactionManager(connection)).executeWithoutResult(_ -> {
                HandOut handOut = new HandOut(client);
                handOut.meet(file.sinks());
                handOut.handOut();
            });
            return new DeliveryRound(client, file, sender).run();
        } finally {
            connection.destroy();
        }
    }
}
