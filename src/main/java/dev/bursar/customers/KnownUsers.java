package dev.bursar.customers;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Checks that users whom somebody named are there. */
public final class KnownUsers {
    private KnownUsers() {}

    /** Throws a fault of code {@code unknown-user} (exit 2) that names every user whom bursar does not know. */
    public static void require(List<String> users, JdbcClient client) {
        List<String> unknown = client.sql("""
                        SELECT asked.user_id FROM unnest(CAST(:users AS text[])) AS asked (user_id)
                        WHERE NOT EXISTS (SELECT FROM customer c WHERE c.user_id = asked.user_id) ORDER BY asked.user_id
                        """)
                .param("users", users.toArray(String[]::new))
                .query((row, index) -> row.getString("user_id"))
                .list();
        if (!unknown.isEmpty()) {
            throw Fault.usage(
                    FaultCode.UNKNOWN_USER,
                    "there is no user '" + String.join("', '", unknown) + "'",
                    "Check the spelling, or import the customer first: bursar import customers FILE.");
        }
    }
}
