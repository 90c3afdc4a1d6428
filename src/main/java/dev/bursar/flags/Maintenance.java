package dev.bursar.flags;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * Maintenance: while it is on, schedules start nothing. Jobs started by hand run, and charging follows its own switch
 * ({@code billing_charging_enabled}). All times are business time, as everything that decides what is due.
 */
public final class Maintenance {
    private static final String HISTORY = """
            SELECT effective_at AS at, CASE WHEN active THEN 'on' ELSE 'off' END AS state, reason, since, until, actor
            FROM maintenance_change ORDER BY id DESC
            """;

    private final JdbcClient client;

    /** @param client inside the transaction that the caller commits or rolls back; any connection for reading */
    public Maintenance(JdbcClient client) {
        this.client = client;
    }

    /** Whether it is on now; it is over at {@code until}, whether or not anybody said so. */
    public State state() {
        return client.sql("SELECT active, reason, since, until FROM maintenance_state")
                .query(Maintenance::read)
                .single();
    }

    /**
     * Begins maintenance now, or gives the one that is on another reason and end.
     *
     * @param until when it is over by itself; empty: when somebody switches it off
     * @return what was in force before and is now; throws a fault of exit 4 if {@code until} is not after now
     */
    public Change on(String reason, Optional<Instant> until) {
        lock();
        Instant now = now();
        if (until.isPresent() && !until.get().isAfter(now)) {
            throw Fault.refused(
                    FaultCode.REFUSED,
                    "--until " + until.get() + " is not after " + now + "; nothing was changed",
                    "Give an instant in the future, or leave --until out and end it with bursar maintenance off.");
        }
        State before = state();
        State after = new State(
                true,
                Optional.of(reason),
                before.since().or(() -> Optional.of(now)),
                until.map(at -> at.truncatedTo(ChronoUnit.MICROS))); // what PostgreSQL keeps
        if (after.equals(before)) {
            return new Change(before, before);
        }
        write(after, reason, now);
        return new Change(before, after);
    }

    /** Begins the maintenance of a restored copy: until it is switched off, sinks are told of nothing. */
    public Change onCopy(String reason) {
        Change change = on(reason, Optional.empty());
        client.sql("UPDATE maintenance_change SET of_copy = true WHERE id = (SELECT max(id) FROM maintenance_change)")
                .update();
        return change;
    }

    /** Ends maintenance; off stays off, and nothing is written down then. */
    public Change off(@Nullable String reason) {
        lock();
        State before = state();
        if (!before.active()) {
            return new Change(before, before);
        }
        dropForeignNews();
        write(State.OFF, reason, now());
        return new Change(before, State.OFF);
    }

    /** What the original had to tell its sinks when the backup was taken is its own business, also when a copy takes its place. */
    private void dropForeignNews() {
        client.sql("""
                        UPDATE alert_delivery SET state = 'DROPPED', error = 'it was waiting when the backup was taken'
                        WHERE state = 'WAITING' AND (SELECT is_copy FROM maintenance_state)
                        """).update();
    }

    /** A statement with every word that was said, the newest first: at, state, reason, since, until, actor. */
    public StatementSpec history() {
        return client.sql(HISTORY);
    }

    private void write(State state, @Nullable String reason, Instant now) {
        client.sql("INSERT INTO maintenance_change (active, reason, since, until, effective_at, actor, of_copy)"
                        + " VALUES (?, ?, ?, ?, ?, acting(), ? AND (SELECT is_copy FROM maintenance_state))")
                .param(state.active())
                .param(reason)
                .param(state.since().map(Maintenance::inUtc).orElse(null))
                .param(state.until().map(Maintenance::inUtc).orElse(null))
                .param(inUtc(now))
                .param(state.active())
                .update();
    }

    /** Two operators take turns, so that each is told what the other said. Readers are not held up. */
    private void lock() {
        client.sql("LOCK TABLE maintenance_change IN SHARE ROW EXCLUSIVE MODE").update();
    }

    private Instant now() {
        return client.sql("SELECT business_now()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    private static State read(ResultSet row, int number) throws SQLException {
        return new State(
                row.getBoolean("active"),
                Optional.ofNullable(row.getString("reason")),
                instant(row, "since"),
                instant(row, "until"));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    private static OffsetDateTime inUtc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    /**
     * What holds at an instant; everything but {@code active} is empty while it is off.
     *
     * @param reason why, as the operator said it
     * @param since when it began; a later change of reason or end does not move this
     * @param until when it is over by itself; empty: when somebody switches it off
     */
    public record State(boolean active, Optional<String> reason, Optional<Instant> since, Optional<Instant> until) {
        static final State OFF = new State(false, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * What a word of an operator did.
     *
     * @param before what was in force
     * @param after what is now; equal to {@code before} if nothing was changed
     */
    public record Change(State before, State after) {
        /** Whether the word changed anything. */
        public boolean happened() {
            return !before.equals(after);
        }
    }
}
