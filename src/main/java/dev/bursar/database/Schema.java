package dev.bursar.database;

import dev.bursar.database.PackagedMigrations.Packaged;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the database's schema is, compared with the migrations that are packaged. Reads only; {@link Migrator} writes. */
final class Schema {
    private static final String HISTORY =
            "SELECT version, script, checksum FROM bursar.flyway_schema_history WHERE success ORDER BY installed_rank";

    private Schema() {}

    /** One line of Flyway's history; a later line of a repeatable script stands for an earlier one. */
    record Applied(
            @Nullable String version,
            String script,
            @Nullable Integer checksum) {}

    /**
     * Where the database stands against this bursar.
     *
     * @param version the newest applied version; empty if there is no schema
     * @param pending scripts that are packaged and not applied, in order
     * @param unknown versions that are applied and not packaged: a newer bursar was here
     * @param edited applied versions whose packaged text is another
     */
    record Standing(String version, List<String> pending, List<String> unknown, List<String> edited) {
        boolean isCurrent() {
            return pending.isEmpty() && unknown.isEmpty() && edited.isEmpty();
        }
    }

    static Standing standing(JdbcClient client) {
        List<Applied> applied = history(client);
        List<Packaged> packaged = PackagedMigrations.all();
        Map<String, Applied> byScript = applied.stream()
                .collect(Collectors.toMap(Applied::script, Function.identity(), (first, later) -> later));
        List<String> known = packaged.stream().map(Packaged::script).toList();
        return new Standing(
                applied.stream().map(Applied::version).filter(Objects::nonNull).reduce("", (before, later) -> later),
                packaged.stream()
                        .filter(file -> isPending(file, byScript.get(file.script())))
                        .map(Packaged::script)
                        .toList(),
                applied.stream()
                        .filter(line ->
                                line.version() != null && line.checksum() != null && !known.contains(line.script()))
                        .map(Applied::script)
                        .toList(),
                packaged.stream()
                        .filter(file -> isEdited(file, byScript.get(file.script())))
                        .map(Packaged::script)
                        .toList());
    }

    private static boolean isPending(Packaged file, @Nullable Applied line) {
        return line == null || (file.isRepeatable() && !Objects.equals(line.checksum(), file.checksum()));
    }

    private static boolean isEdited(Packaged file, @Nullable Applied line) {
        return line != null && !file.isRepeatable() && !Objects.equals(line.checksum(), file.checksum());
    }

    private static List<Applied> history(JdbcClient client) {
        boolean exists = client.sql("SELECT to_regclass('bursar.flyway_schema_history') IS NOT NULL")
                .query(Boolean.class)
                .single();
        if (!exists) {
            return List.of();
        }
        return client.sql(HISTORY)
                .query((row, number) -> new Applied(
                        row.getString("version"), row.getString("script"), row.getObject("checksum", Integer.class)))
                .list();
    }

    /** Throws a fault of exit 4 if a newer bursar migrated this database, or applied migrations were edited since. */
    static void requireNotNewer(Standing standing) {
        if (!standing.unknown().isEmpty()) {
            throw Fault.refused(
                    FaultCode.SCHEMA_TOO_NEW,
                    "the schema is at version " + standing.version() + ", newer than this bursar: it does not know "
                            + String.join(", ", standing.unknown()),
                    "Use the bursar that migrated this database, or a newer one.");
        }
        if (!standing.edited().isEmpty()) {
            throw Fault.refused(
                    FaultCode.SCHEMA_TOO_NEW,
                    "the schema was migrated by other text than this bursar's: " + String.join(", ", standing.edited()),
                    "Applied migrations never change: use the bursar that migrated this database.");
        }
    }

    /** Throws a fault of exit 4 unless the schema is exactly what this bursar packages. */
    static void requireCurrent(Standing standing) {
        requireNotNewer(standing);
        if (!standing.pending().isEmpty()) {
            throw Fault.refused(
                    FaultCode.SCHEMA_TOO_OLD,
                    standing.version().isEmpty()
                            ? "the database has no schema bursar"
                            : "the schema is at version " + standing.version() + ", older than this bursar: "
                                    + standing.pending().size() + " migrations are missing",
                    "Run 'bursar db migrate'.");
        }
    }
}
