package dev.bursar.flags;

import dev.bursar.config.SettingValue;
import dev.bursar.config.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Switches as the environment of a command or node sets them, written down as rows of source {@code environment}. A session
 * setting governs the command that was started with it; these rows govern everybody, the calls of the host too, and stand above
 * what operators set. There is one such row in force for each flag: whoever published last is heard.
 */
public final class EnvironmentFlags {
    private static final String PUBLISHED = """
            SELECT f.code,
                   (SELECT c.value FROM flag_change c
                    WHERE c.flag = f.code AND c.source = 'environment' AND c.effective_at <= business_now()
                    ORDER BY c.effective_at DESC, c.id DESC LIMIT 1) AS value
            FROM flag f ORDER BY f.code
            """;

    private final JdbcClient client;

    /** @param client inside the transaction that the caller commits or rolls back */
    public EnvironmentFlags(JdbcClient client) {
        this.client = client;
    }

    /**
     * A flag of which the environment now says something else than before.
     *
     * @param before what was published; empty if nothing was
     * @param after what is published now; empty if it was withdrawn, and operators are heard again
     */
    public record Change(String flag, Optional<String> before, Optional<String> after) {}

    /**
     * Publishes what the settings say of flags, from now on, and withdraws what they no longer say. Two who publish at once take
     * turns.
     *
     * @param reason why, as it is kept with each change
     * @return what is another than before; nothing is written where nothing is
     */
    public List<Change> publish(Settings settings, @Nullable String reason) {
        client.sql("LOCK TABLE flag_change IN SHARE ROW EXCLUSIVE MODE").update();
        Map<String, String> wanted = settings.all().stream()
                .filter(value -> value.setting().session().isPresent())
                .collect(Collectors.toMap(EnvironmentFlags::code, SettingValue::value));
        List<Change> changes = client
                .sql(PUBLISHED)
                .query((row, number) -> new Change(
                        row.getString("code"),
                        Optional.ofNullable(row.getString("value")),
                        Optional.ofNullable(wanted.get(row.getString("code")))))
                .list()
                .stream()
                .filter(change -> !change.before().equals(change.after()))
                .toList();
        changes.forEach(change -> write(change, reason));
        return changes;
    }

    private static String code(SettingValue value) {
        return value.setting().session().orElseThrow().replaceFirst("^bursar\\.", "");
    }

    private void write(Change change, @Nullable String reason) {
        client.sql("INSERT INTO flag_change (flag, value, source, effective_at, actor, reason)"
                        + " VALUES (?, ?, 'environment', business_now(), acting(), ?)")
                .param(change.flag())
                .param(change.after().orElse(null))
                .param(reason)
                .update();
    }
}
