package dev.bursar.intake;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a table or view consists of, as the login sees it: its columns, its order, and what identifies its rows. */
final class TableShape {
    private static final String READABLE = """
            SELECT EXISTS (SELECT FROM pg_class c WHERE c.oid = to_regclass(:name) AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
                           AND has_table_privilege(c.oid, 'SELECT'))
            """;

    private static final String KEY = """
            SELECT string_agg(format('t.%I', a.attname), ', ' ORDER BY k.place)
            FROM pg_index i CROSS JOIN LATERAL unnest(CAST(i.indkey AS smallint[])) WITH ORDINALITY AS k (attnum, place)
            JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
            WHERE i.indrelid = to_regclass(:name) AND i.indisprimary AND k.place <= i.indnkeyatts
            """;

    private final SourceName.OfTable table;
    private final JdbcClient client;

    /** Throws a fault of exit 2 if the login can read no such table or view. */
    TableShape(SourceName.OfTable table, JdbcClient client) {
        this.table = table;
        this.client = client;
        boolean readable = client.sql(READABLE)
                .param("name", table.quoted())
                .query(Boolean.class)
                .single();
        if (!readable) {
            throw Fault.usage(
                    FaultCode.UNREADABLE_FILE,
                    "there is no table or view " + table.quoted() + " that this login can read",
                    "Check schema and spelling, or grant SELECT on it.");
        }
    }

    /**
     * A column.
     *
     * @param type as PostgreSQL calls it for short, such as {@code timestamptz}
     */
    record Field(String name, String type) {}

    /** Its columns, in its order. */
    List<Field> fields() {
        return client.sql("""
                        SELECT a.attname AS name, t.typname AS type FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
                        WHERE a.attrelid = to_regclass(:name) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum
                        """)
                .param("name", table.quoted())
                .query((row, index) -> new Field(row.getString("name"), row.getString("type")))
                .list();
    }

    /**
     * Those of its columns that have one of these names; the others are left aside. Throws a fault of exit 2 if one is missing, or
     * says a time without its zone where an instant is asked for: a guess would charge on the wrong day.
     */
    List<Field> having(Columns columns) {
        List<Field> fields = fields();
        List<String> missing = new ArrayList<>();
        for (Column column : columns.all()) {
            Optional<Field> field = fields.stream()
                    .filter(each -> each.name().equals(column.name()))
                    .findFirst();
            if (field.isEmpty() && column.required()) {
                missing.add(column.name());
            }
            field.filter(there -> isLocal(there) && asksForInstant(column)).ifPresent(there -> {
                throw malformed(
                        "says no zone in its column " + there.name(),
                        "Make a view that says it, such as " + there.name() + " AT TIME ZONE 'UTC' AS " + there.name()
                                + ".");
            });
        }
        if (!missing.isEmpty()) {
            throw malformed(
                    "has no column " + String.join(", ", missing),
                    "The columns are " + columns.describe()
                            + "; others are left aside. Make a view of it that has them.");
        }
        return fields.stream()
                .filter(field -> columns.names().contains(field.name()))
                .toList();
    }

    private static boolean isLocal(Field field) {
        return field.type().equals("timestamp") || field.type().equals("date");
    }

    private static boolean asksForInstant(Column column) {
        return column.check().reasonAgainst("2026-01-01T00:00:00Z").isEmpty()
                && column.check().reasonAgainst("2026-01-01 00:00:00").isPresent();
    }

    private Fault malformed(String what, String hint) {
        return Fault.usage(
                FaultCode.MALFORMED_FILE,
                "table " + String.join(".", table.parts()) + " " + what + "; " + table.state(),
                hint);
    }

    /** The columns of its primary key as SQL lists them; empty where there is none, as of a view. */
    Optional<String> key() {
        return client.sql(KEY)
                .param("name", table.quoted())
                .query((row, index) -> Optional.ofNullable(row.getString(1)))
                .single();
    }

    /**
     * What identifies its rows, whatever their order, in hex: the columns' names, how many rows they are, two sums of their hashes.
     * Texts of instants depend on the session's zone, so that is set before the first row is asked for.
     */
    String fingerprint() {
        List<@Nullable String> content =
                new ArrayList<>(fields().stream().map(Field::name).toList());
        content.add(
                client.sql("""
                SELECT f.content FROM (SELECT set_config('TimeZone', 'UTC', true) AS zone OFFSET 0) AS u CROSS JOIN LATERAL (
                    SELECT concat_ws(' ', count(*), sum(hashtextextended((t.*)::text, 0)::numeric), sum(hashtextextended((t.*)::text, 1)::numeric)) AS content
                    FROM %s AS t WHERE u.zone = 'UTC') AS f
                """.formatted(table.quoted())).query(String.class).single());
        return Sha256.of(content);
    }
}
