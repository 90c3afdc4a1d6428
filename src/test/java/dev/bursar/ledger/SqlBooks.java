package dev.bursar.ledger;

import dev.bursar.ledger.model.Books;
import dev.bursar.ledger.model.Wish;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The books of one user as the schema keeps them; its operations are the functions of the contract. */
final class SqlBooks implements Books {
    private final JdbcClient client;
    private final String user;
    private final long customer;
    private Instant now = Instant.EPOCH;

    /** Makes the user. */
    SqlBooks(JdbcClient client, String user) {
        this.client = client;
        this.user = user;
        this.customer = client.sql("INSERT INTO customer (user_id, created_at) VALUES (?, '2020-01-01') RETURNING id")
                .param(user)
                .query(Long.class)
                .single();
    }

    /** The user's number, as ranges of the job name it. */
    long customer() {
        return customer;
    }

    @Override
    public void setClock(Instant instant) {
        now = instant;
        client.sql("SELECT set_config('bursar.clock', ?, false)")
                .param(instant.toString())
                .query()
                .singleRow();
    }

    @Override
    public void allocate() {
        client.sql("SELECT * FROM allocate_customers(ARRAY[?], ?, NULL, NULL)")
                .params(customer, at(now))
                .query()
                .singleRow();
    }

    @Override
    public String change(Wish wish) {
        return answer(client.sql("SELECT change_subscription(?, ?, ?, ?, ?, ?, ?, ?, 'test') ->> 'change'")
                .param(user)
                .param(wish.plan())
                .param(wish.cycle())
                .param(wish.anchor())
                .param(wish.status())
                .param(wish.allocateFrom())
                .param(wish.zone())
                .param(wish.effectiveAt() == null ? null : at(wish.effectiveAt())));
    }

    /** Also asks for an estimate first, which must say the same and change nothing. */
    @Override
    public String charge(String key, Request request) {
        String estimated = decided("estimate", key, request);
        String charged = decided("charge", key, request);
        return estimated.equals(charged) ? charged : charged + ", but was estimated as " + estimated;
    }

    private String decided(String function, String key, Request request) {
        return answer(client.sql("""
                        SELECT CASE a ->> 'status'
                            WHEN 'insufficient' THEN format('insufficient %%s of %%s', ((a ->> 'requiredCredits')::numeric * 1000)::bigint, ((a ->> 'currentCredits')::numeric * 1000)::bigint)
                            ELSE format('%%s %%s leaves %%s', a ->> 'status', a ->> 'chargedMillicredits', a ->> 'balanceMillicredits') END
                        FROM %s(?, ?, ?, NULL, NULL, NULL, ?, ?, jsonb_strip_nulls(jsonb_build_object('occurred_at', ?::text))) AS a
                        """.formatted(function))
                .param(user)
                .param(request.action())
                .param(request.quantity())
                .param(request.items())
                .param(own(key))
                .param(request.occurred() == null ? null : request.occurred().toString()));
    }

    @Override
    public String consume(String key, String creditType, int credits) {
        String taken =
                answer(client.sql("SELECT consume_credits(?, ?, ?, 'test', NULL, jsonb_build_object('request_id', ?))")
                        .params(user, creditType, credits, own(key)));
        return switch (taken) {
            case "true" -> answer(client.sql("""
                            SELECT format('charged %s leaves %s', answer ->> 'chargedMillicredits', answer ->> 'balanceMillicredits')
                            FROM idempotency_key WHERE key = ?
                            """).param(own(key)));
            case "false" -> "insufficient";
            default -> taken;
        };
    }

    @Override
    public String refund(String key) {
        return leaves("refund(?, 'test')", "refundedMillicredits", own(key));
    }

    @Override
    public String grant(String key, String creditType, long millicredits, @Nullable Instant expires) {
        return leaves(
                "grant_credits(?, ?, ?, %s, ?, 'test')".formatted(expires == null ? "NULL" : "'" + expires + "'"),
                "grantedMillicredits",
                user,
                creditType,
                millicredits,
                own(key));
    }

    @Override
    public String adjust(String key, String creditType, long millicredits) {
        return leaves(
                "adjust_credits(?, ?, ?, ?, 'test')", "adjustedMillicredits", user, creditType, millicredits, own(key));
    }

    private String leaves(String call, String amount, Object... parameters) {
        return answer(client.sql(
                        "SELECT format('%%s %%s leaves %%s', a ->> 'status', a ->> '%s', a ->> 'balanceMillicredits') FROM %s AS a"
                                .formatted(amount, call))
                .params(parameters));
    }

    @Override
    public String purchase(String key, String pack) {
        String status = answer(client.sql("""
                        SELECT r.status FROM (SELECT p.price_cents FROM catalogue_package p WHERE p.code = ? LIMIT 1) x,
                            record_purchases(ARRAY[?], ARRAY[?], ARRAY[?], ARRAY[x.price_cents], ARRAY['usd'], ARRAY[?::timestamptz], ARRAY[NULL::text]) r
                        """).params(pack, own(key), user, pack, at(now)));
        return status.equals("repeated") ? "booked" : status;
    }

    @Override
    public String reset() {
        answer(client.sql("SELECT reset_allowance(?, 'test')").param(user));
        return "reset";
    }

    @Override
    public List<String> rows() {
        return new SqlRows(client, customer)
                .all().stream().map(row -> row.replace(user + "/", "")).toList();
    }

    private String own(String key) {
        return user + "/" + key;
    }

    private static String answer(JdbcClient.StatementSpec statement) {
        try {
            return String.valueOf(statement.query().singleValue());
        } catch (DataAccessException e) {
            if (e.getMostSpecificCause() instanceof SQLException error
                    && String.valueOf(error.getSQLState()).startsWith("BU")) {
                return Objects.requireNonNull(error.getSQLState());
            }
            throw e;
        }
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
