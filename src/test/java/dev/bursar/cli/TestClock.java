package dev.bursar.cli;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The business clock of a test's own connection. */
final class TestClock {
    private TestClock() {}

    static void set(JdbcClient client, String instant) {
        client.sql("SELECT set_config('bursar.clock', ?, false)")
                .param(instant)
                .query()
                .singleRow();
    }
}
