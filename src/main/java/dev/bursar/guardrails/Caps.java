package dev.bursar.guardrails;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * Caps on what one user may be charged for an action, in place of the catalogue's: per request, per rolling 60 minutes, per UTC
 * day. Unknown users are a fault, and so are actions that have no price now.
 */
public final class Caps {
    private static final String ACCOUNT = """
            SELECT lock_account(customer_of(:user), priced_type(:action, business_now()))
            """;

    private static final String IN_FORCE = """
            SELECT c.request_millicredits, c.session_millicredits, c.day_millicredits, c.own
            FROM caps_in_force(:account, :action, catalogue_version_at(business_now()), business_now()) AS c
            """;

    private static final String WRITE = """
            INSERT INTO account_cap (account_id, action, cap_request_millicredits, cap_session_millicredits, cap_day_millicredits,
                                     withdrawn, effective_at, actor, reason)
            VALUES (:account, :action, :request, :session, :day, :withdrawn, business_now(), acting(), :reason)
            """;

    private static final String OF_USER = """
            SELECT u.user_id, p.action, t.code AS credit_type, c.request_millicredits, c.session_millicredits, c.day_millicredits,
                   coalesce(c.set_by, 'catalogue') AS set_by, c.set_at, c.reason
            FROM customer u
            CROSS JOIN catalogue_price p
            JOIN credit_type t ON t.id = p.credit_type_id
            LEFT JOIN account a ON a.customer_id = u.id AND a.credit_type_id = p.credit_type_id
            CROSS JOIN LATERAL caps_in_force(a.id, p.action, p.version_id, business_now()) AS c
            WHERE u.id = customer_of(:user) AND p.version_id = catalogue_version_at(business_now())
              AND (c.own OR num_nonnulls(c.request_millicredits, c.session_millicredits, c.day_millicredits) > 0)
            ORDER BY p.action
            """;

    private static final String OWN = """
            SELECT u.user_id, o.action, t.code AS credit_type, o.cap_request_millicredits AS request_millicredits,
                   o.cap_session_millicredits AS session_millicredits, o.cap_day_millicredits AS day_millicredits,
                   o.actor AS set_by, o.effective_at AS set_at, o.reason
            FROM (SELECT DISTINCT ON (c.account_id, c.action) c.* FROM account_cap c WHERE c.effective_at <= business_now()
                  ORDER BY c.account_id, c.action, c.effective_at DESC, c.id DESC) AS o
            JOIN account a ON a.id = o.account_id
            JOIN customer u ON u.id = a.customer_id
            JOIN credit_type t ON t.id = a.credit_type_id
            WHERE NOT o.withdrawn
            ORDER BY u.user_id, o.action
            """;

    private static final String HISTORY = """
            SELECT c.effective_at AS at, c.action, CASE WHEN c.withdrawn THEN 'cleared' ELSE 'set' END AS what,
                   c.cap_request_millicredits AS request_millicredits, c.cap_session_millicredits AS session_millicredits,
                   c.cap_day_millicredits AS day_millicredits, c.actor, c.reason
            FROM account_cap c JOIN account a ON a.id = c.account_id
            WHERE a.customer_id = customer_of(:user) ORDER BY c.id DESC
            """;

    private final JdbcClient client;

    /** @param client inside the transaction that the caller commits or rolls back; any connection for reading */
    public Caps(JdbcClient client) {
        this.client = client;
    }

    /**
     * What holds for an account and an action, in millicredits; null where there is no cap of the kind.
     *
     * @param own whether they were set for this account, and are not the catalogue's
     */
    public record InForce(
            @Nullable Long request,
            @Nullable Long session,
            @Nullable Long day,
            boolean own) {}

    /**
     * What an operator says of one kind of cap.
     *
     * @param millicredits the cap; empty: none
     */
    public record Wish(Optional<Long> millicredits) {}

    /**
     * What a word of an operator did.
     *
     * @param before what held
     * @param after what holds now; equal to {@code before} if nothing was changed
     */
    public record Change(InForce before, InForce after) {
        /** Whether the word changed anything. */
        public boolean happened() {
            return !before.equals(after);
        }
    }

    /**
     * Gives an account caps of its own from now on.
     *
     * @param request of one request; null leaves what holds now, be it the catalogue's
     * @param session of the 60 minutes before a request and itself
     * @param day of a UTC day
     */
    public Change set(
            String user,
            String action,
            @Nullable Wish request,
            @Nullable Wish session,
            @Nullable Wish day,
            String reason) {
        long account = lockedAccount(user, action);
        InForce before = inForce(account, action);
        InForce after = new InForce(
                said(request, before.request()), said(session, before.session()), said(day, before.day()), true);
        if (!after.equals(before)) {
            write(account, action, after, false, reason);
        }
        return new Change(before, after);
    }

    /** The catalogue's caps hold again for an account from now on. */
    public Change clear(String user, String action, String reason) {
        long account = lockedAccount(user, action);
        InForce before = inForce(account, action);
        if (before.own()) {
            write(account, action, new InForce(null, null, null, false), true, reason);
        }
        return new Change(before, inForce(account, action));
    }

    /** A statement with the caps that hold for a user's requests now, action by action, and who set them. */
    public StatementSpec of(String user) {
        return client.sql(OF_USER).param("user", user);
    }

    /** A statement with every cap that was set for an account and holds now. */
    public StatementSpec own() {
        return client.sql(OWN);
    }

    /** A statement with every word that was said about a user's caps, the newest first. */
    public StatementSpec history(String user) {
        return client.sql(HISTORY).param("user", user);
    }

    private static @Nullable Long said(@Nullable Wish wish, @Nullable Long present) {
        return wish == null ? present : wish.millicredits().orElse(null);
    }

    /** Locked, so that of two operators each is told what the other said; made where the user has none yet. */
    private long lockedAccount(String user, String action) {
        return Objects.requireNonNull(client.sql(ACCOUNT)
                .param("user", user)
                .param("action", action)
                .query(Long.class)
                .single());
    }

    private InForce inForce(long account, String action) {
        return client.sql(IN_FORCE)
                .param("account", account)
                .param("action", action)
                .query((row, number) -> new InForce(
                        row.getObject(1, Long.class),
                        row.getObject(2, Long.class),
                        row.getObject(3, Long.class),
                        row.getBoolean(4)))
                .single();
    }

    private void write(long account, String action, InForce caps, boolean withdrawn, String reason) {
        client.sql(WRITE)
                .param("account", account)
                .param("action", action)
                .param("request", caps.request())
                .param("session", caps.session())
                .param("day", caps.day())
                .param("withdrawn", withdrawn)
                .param("reason", reason)
                .update();
    }
}
