package dev.bursar.database.backup;

import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The ledger in a few numbers, by which a restored copy is known again.
 *
 * @param customers how many there are
 * @param accounts how many there are
 * @param entries how many there are; entries are only ever added
 * @param balanceMillicredits the sum of all balances
 */
public record Totals(long customers, long accounts, long entries, long balanceMillicredits) {
    private static final String READ = """
            SELECT (SELECT count(*) FROM bursar.customer) AS customers,
                   (SELECT count(*) FROM bursar.account) AS accounts,
                   (SELECT count(*) FROM bursar.entry) AS entries,
                   (SELECT coalesce(sum(balance_millicredits), 0)::bigint FROM bursar.account) AS balance
            """;

    /** As the client's transaction sees them. */
    static Totals read(JdbcClient client) {
        return client.sql(READ)
                .query((row, number) -> new Totals(
                        row.getLong("customers"),
                        row.getLong("accounts"),
                        row.getLong("entries"),
                        row.getLong("balance")))
                .single();
    }

    /**
     * Whether these may be the totals of a moment between two others. Rows are only ever added, so as many entries as at one
     * end are the entries of that end, and the balances are too; in between invariant I1 holds them to the entries.
     */
    boolean liesBetween(Totals earlier, Totals later) {
        return isWithin(customers, earlier.customers, later.customers)
                && isWithin(accounts, earlier.accounts, later.accounts)
                && isWithin(entries, earlier.entries, later.entries)
                && (entries != earlier.entries || balanceMillicredits == earlier.balanceMillicredits)
                && (entries != later.entries || balanceMillicredits == later.balanceMillicredits);
    }

    private static boolean isWithin(long count, long least, long most) {
        return least <= count && count <= most;
    }

    /** For messages: {@code 3 customers, 4 accounts, 17 entries, 52,000 millicredits}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d customers, %,d accounts, %,d entries, balances of %,d millicredits",
                customers,
                accounts,
                entries,
                balanceMillicredits);
    }
}
