package dev.bursar.catalogue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The versions that were applied. */
public final class Versions {
    private static final String SELECT = """
            SELECT v.id, nullif(v.applies_from, '-infinity') AS applies_from,
                   (SELECT min(next.applies_from) FROM catalogue_version next WHERE next.applies_from > v.applies_from) AS applies_to,
                   CASE WHEN v.id = catalogue_version_at(business_now()) THEN 'in force'
                        WHEN EXISTS (SELECT FROM catalogue_version l WHERE l.applies_from = v.applies_from AND l.id > v.id) THEN 'replaced'
                        WHEN v.applies_from > business_now() THEN 'to come'
                        ELSE 'past' END AS state,
                   v.applied_at, v.actor, v.reason, v.sha256
            FROM catalogue_version v
            """;

    private final JdbcClient client;

    public Versions(JdbcClient client) {
        this.client = client;
    }

    /**
     * The version in force at an instant.
     *
     * @param at null: at the beginning of time
     * @return empty where there is no catalogue yet
     */
    public Optional<CatalogueVersion> at(@Nullable Instant at) {
        return client.sql(SELECT + "WHERE v.id = catalogue_version_at(:at::timestamptz)")
                .param("at", literal(at))
                .query(Versions::version)
                .optional();
    }

    /** A version that exists. */
    CatalogueVersion byId(int id) {
        return client.sql(SELECT + "WHERE v.id = :id")
                .param("id", id)
                .query(Versions::version)
                .single();
    }

    /** Every version, in the order in which they come into force; of two from the same instant the later applied counts. */
    public List<CatalogueVersion> all() {
        return client.sql(SELECT + "ORDER BY v.applies_from, v.id")
                .query(Versions::version)
                .list();
    }

    /** Business time, as the database has it. */
    public Instant now() {
        return client.sql("SELECT business_now()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    /** How SQL writes an instant where null is the beginning of time. */
    static String literal(@Nullable Instant at) {
        return at == null ? "-infinity" : at.toString();
    }

    private static CatalogueVersion version(ResultSet row, int index) throws SQLException {
        return new CatalogueVersion(
                row.getInt("id"),
                instantOrNull(row, "applies_from"),
                instantOrNull(row, "applies_to"),
                row.getString("state"),
                row.getObject("applied_at", OffsetDateTime.class).toInstant(),
                row.getString("actor"),
                row.getString("reason"),
                row.getString("sha256"));
    }

    private static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
