package dev.bursar.flags;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** Who is charged and which flag decides it, as {@code charging_decision} says; and what was said of flags. */
public final class Rollout {
    private static final String DECISIONS = """
            SELECT c.user_id, t.code AS credit_type, d.mode, d.decided_by, flag_value(d.decided_by, business_now()) AS flag_value,
                   round(rollout_place(charging_system(t.code) || '_rollout_percentage', c.user_id) / 100.0, 2) AS rollout_place
            FROM customer c CROSS JOIN credit_type t CROSS JOIN LATERAL charging_decision(c, t.code, business_now()) AS d
            """;

    private static final String HISTORY = """
            SELECT h.id, h.flag, h.value, h.source, h.effective_at, h.recorded_at, h.actor, h.reason, h.part_of, h.reverts
            FROM flag_change h WHERE CAST(:flag AS text) IS NULL OR h.flag = :flag
            ORDER BY h.effective_at DESC, h.id DESC LIMIT :most
            """;

    private static final String REACH = """
            SELECT d.credit_type, d.mode, d.decided_by, count(*) AS users FROM (%s) AS d
            WHERE CAST(:type AS text) IS NULL OR d.credit_type = :type
            GROUP BY d.credit_type, d.mode, d.decided_by ORDER BY d.credit_type, d.mode, d.decided_by
            """.formatted(DECISIONS);

    private final JdbcClient client;

    public Rollout(JdbcClient client) {
        this.client = client;
    }

    /** What becomes of a user's charges of each credit type now, and which flag decides it. */
    public StatementSpec ofUser(String user) {
        return client.sql(DECISIONS + " WHERE c.user_id = :user ORDER BY t.code")
                .param("user", user);
    }

    /**
     * Users and what becomes of their charges of a credit type now, by their place in the rollout.
     *
     * @param mode only those with it; null for all
     */
    public StatementSpec members(String creditType, @Nullable String mode, int most) {
        return client.sql("SELECT * FROM (" + DECISIONS + " WHERE t.code = :type) AS m"
                        + " WHERE CAST(:mode AS text) IS NULL OR m.mode = :mode"
                        + " ORDER BY m.rollout_place, m.user_id COLLATE \"C\" LIMIT :most")
                .param("type", creditType)
                .param("mode", mode)
                .param("most", most);
    }

    /**
     * How many users there are of each mode, and by which flag.
     *
     * @param creditType null for all
     */
    public StatementSpec reach(@Nullable String creditType) {
        return client.sql(REACH).param("type", creditType);
    }

    /**
     * Everything that was said of a flag, or of all, the newest first.
     *
     * @param flag null for all
     */
    public StatementSpec history(@Nullable String flag, int most) {
        return client.sql(HISTORY).param("flag", flag).param("most", most);
    }

    /** Throws a fault of exit 2 if there is no such flag. */
    public void requireFlag(String flag) {
        if (client.sql("SELECT code FROM flag WHERE code = ?")
                .param(flag)
                .query(String.class)
                .optional()
                .isEmpty()) {
            throw Flags.unknown(flag);
        }
    }

    /**
     * A flag of which a part was taken back.
     *
     * @param before what was in force
     * @param value what is in force now
     */
    public record Reverted(String flag, String before, String value) {}

    /** Takes back the changes of a part, inside the caller's transaction; nothing if none of them stands. */
    public List<Reverted> revert(String part, @Nullable String reason) {
        client.sql("LOCK TABLE flag_change IN SHARE ROW EXCLUSIVE MODE").update();
        return client.sql("SELECT flag, before, value FROM revert_flags(:part, :reason)")
                .param("part", part)
                .param("reason", reason)
                .query((row, number) ->
                        new Reverted(row.getString("flag"), row.getString("before"), row.getString("value")))
                .list();
    }
}
