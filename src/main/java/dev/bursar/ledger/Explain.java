package dev.bursar.ledger;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * Answers why one credit type of a user stood where it did at an instant, out of the ledger alone. Each part is a statement
 * ready to be read.
 */
public final class Explain {
    private final JdbcClient client;
    private final long customer;
    private final Account account;
    private final Instant at;

    private Explain(JdbcClient client, long customer, Account account, Instant at) {
        this.client = client;
        this.customer = customer;
        this.account = account;
        this.at = at;
    }

    /** One for each credit type that the user holds or that the plan in force brings. Throws a fault of code {@code unknown-user}. */
    public static List<Explain> of(JdbcClient client, String user, Instant at) {
        long customer = client.sql("SELECT customer_of(?)")
                .param(user)
                .query(Long.class)
                .single();
        return client
                .sql(ExplainQueries.ACCOUNTS)
                .param("customer", customer)
                .param("at", OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
                .query(Account.class)
                .list()
                .stream()
                .map(account -> new Explain(client, customer, account, at))
                .toList();
    }

    public String creditType() {
        return account.creditType();
    }

    /** The sum of the entries up to the instant. */
    public long balanceMillicredits() {
        return account.balanceMillicredits();
    }

    /** What of the balance could be spent at the instant: lots that had begun and not expired. */
    public long spendableMillicredits() {
        return part(ExplainQueries.SPENDABLE).query(Long.class).single();
    }

    /** At most one row, what was in force: plan, multiplier, since when, by whom. */
    public StatementSpec subscription() {
        return part(ExplainQueries.SUBSCRIPTION);
    }

    /** At most one row, the version that priced and granted. */
    public StatementSpec catalogue() {
        return part(ExplainQueries.CATALOGUE);
    }

    /** At most one row, the open period with the terms under which it was opened and will be closed. */
    public StatementSpec period() {
        return part(ExplainQueries.PERIOD);
    }

    /** What each lot was granted, what became of it by then, and its place in the order of consumption. */
    public StatementSpec lots() {
        return part(ExplainQueries.LOTS);
    }

    /** What happened in the open period up to the instant, with the lots that each entry touched. */
    public StatementSpec entries() {
        return part(ExplainQueries.ENTRIES);
    }

    /** What the actions of this credit type cost then, multiplier included. */
    public StatementSpec prices() {
        return part(ExplainQueries.PRICES);
    }

    private StatementSpec part(String sql) {
        return client.sql(sql)
                .param("customer", customer)
                .param("account", account.id())
                .param("type", account.creditTypeId())
                .param("at", OffsetDateTime.ofInstant(at, ZoneOffset.UTC));
    }

    private record Account(@Nullable Long id, short creditTypeId, String creditType, long balanceMillicredits) {}
}
