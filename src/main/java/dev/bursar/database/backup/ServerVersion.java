package dev.bursar.database.backup;

import java.time.Instant;
import java.time.OffsetDateTime;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A server as it names itself.
 *
 * @param text such as {@code 18.6}
 * @param major such as 18
 */
record ServerVersion(String text, int major) {
    static ServerVersion read(JdbcClient client) {
        return client.sql(
                        "SELECT current_setting('server_version'), current_setting('server_version_num')::integer / 10000")
                .query((row, number) -> new ServerVersion(row.getString(1).replaceFirst(" .*", ""), row.getInt(2)))
                .single();
    }

    /** The server's clock. */
    static Instant now(JdbcClient client) {
        return client.sql("SELECT clock_timestamp()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }
}
