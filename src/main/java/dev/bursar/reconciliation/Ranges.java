package dev.bursar.reconciliation;

import static dev.bursar.reconciliation.Reconciliation.statement;

import dev.bursar.database.PassingFaults;
import dev.bursar.run.CurrentRun;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Checks ranges of accounts under the snapshot. However much is broken, no more of it is in memory than {@link #SEEN_AT_ONCE}
 * for each thread: what is seen is written down while the reading goes on.
 */
final class Ranges {
    /** Accounts that one transaction checks. It locks nothing; a range is what is read again after a lost connection. */
    static final int ACCOUNTS_AT_ONCE = 2_000;

    private static final int SEEN_AT_ONCE = 1_000;

    private final Snapshot snapshot;
    private final Notes notes;
    private final List<String> users;

    Ranges(Snapshot snapshot, Notes notes, CurrentRun run) {
        this.snapshot = snapshot;
        this.notes = notes;
        this.users = run.request().parameters().users();
    }

    /** Ids from one to another, both included. */
    private record Ids(long first, long last) {}

    private record Figures(long accounts, BigDecimal millicredits) {
        Figures plus(Figures other) {
            return new Figures(accounts + other.accounts, millicredits.add(other.millicredits));
        }
    }

    /** Checks the next range of an interval; the id at which to go on, beyond the interval at its end. */
    long checkNext(Notes.Interval rest) {
        List<Ids> some = users.isEmpty() ? List.of(nextOfAll(rest)) : PassingFaults.outlast(() -> nextOfUsers(rest));
        Figures figures = PassingFaults.outlast(() -> snapshot.read(client -> checkAll(some, client)));
        long next = some.isEmpty() ? rest.lastId() + 1 : Math.min(some.getLast().last(), rest.lastId()) + 1;
        notes.checked(rest.number(), next, figures.accounts(), figures.millicredits());
        return next;
    }

    /** Number 0 has what is below the first account, the last interval what is above the last: entries without an account. */
    private static Ids nextOfAll(Notes.Interval rest) {
        long last = Math.min(rest.lastId(), rest.firstId() + ACCOUNTS_AT_ONCE - 1);
        return new Ids(
                rest.number() == 0 ? Long.MIN_VALUE : rest.firstId(),
                rest.isLast() && last == rest.lastId() ? Long.MAX_VALUE : last);
    }

    /** The accounts of one user were mostly made together, so few ranges cover them. */
    private List<Ids> nextOfUsers(Notes.Interval rest) {
        List<Long> accounts = snapshot.read(client -> client.sql(statement("list-accounts"))
                .param("users", users.toArray(String[]::new))
                .param("next_id", rest.firstId())
                .param("last_id", rest.lastId())
                .param("size", ACCOUNTS_AT_ONCE)
                .query(Long.class)
                .list());
        List<Ids> ranges = new ArrayList<>();
        for (long id : accounts) {
            boolean follows = !ranges.isEmpty() && ranges.getLast().last() == id - 1;
            Ids range = follows ? new Ids(ranges.removeLast().first(), id) : new Ids(id, id);
            ranges.add(range);
        }
        return ranges;
    }

    private Figures checkAll(List<Ids> ranges, JdbcClient client) {
        Figures figures = new Figures(0, BigDecimal.ZERO);
        for (Ids ids : ranges) {
            if (ids.first() > 0) { // what is of no account has to be looked for everywhere
                var _ = client.sql(statement("read-by-index")).query().singleRow();
            }
            figures = figures.plus(check(ids, client));
        }
        return figures;
    }

    private Figures check(Ids ids, JdbcClient client) {
        List<Seen> some = new ArrayList<>();
        client.sql(statement("check-range"))
                .withFetchSize(SEEN_AT_ONCE)
                .param("first_id", ids.first())
                .param("last_id", ids.last())
                .query(row -> {
                    some.add(Seen.of(row));
                    if (some.size() == SEEN_AT_ONCE) {
                        notes.seen(some);
                        some.clear();
                    }
                });
        if (!some.isEmpty()) {
            notes.seen(some);
        }
        return client.sql(statement("count-accounts"))
                .param("first_id", ids.first())
                .param("last_id", ids.last())
                .query((row, index) -> new Figures(row.getLong("accounts"), row.getBigDecimal("checked_millicredits")))
                .single();
    }
}
