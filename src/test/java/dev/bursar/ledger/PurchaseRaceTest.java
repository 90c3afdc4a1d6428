package dev.bursar.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Purchases while somebody else is in the middle of a transaction. */
class PurchaseRaceTest {
    @AutoClose
    final TestLedger ledger = TestLedger.open();

    @AutoClose
    final ExecutorService other = Executors.newSingleThreadExecutor();

    @BeforeEach
    void zed_has_an_older_account_than_ada() {
        ledger.setClock("2026-11-10T12:00:00Z");
        assertThat(ledger.of("zed").purchase("first", "starter")).isEqualTo("booked");
        assertThat(ledger.of("ada").purchase("second", "starter")).isEqualTo("booked");
    }

    @Test
    void a_payment_that_another_import_is_booking_is_waited_for_and_answered_as_repeated() throws Exception {
        try (Connection first = transaction()) {
            assertThat(record(first, "p1", "ada", "zed")).isEqualTo("booked booked");
            Future<String> second = other.submit(() -> record("p1", "ada", "zed"));
            waitUntilSomebodyWaits();
            first.commit();
            assertThat(second.get(30, TimeUnit.SECONDS)).isEqualTo("repeated repeated");
        }
        ledger.hasBalance("ada", "credits", 19_980);
        ledger.invariantsHold();
    }

    @Test
    void a_payment_that_another_import_is_booking_for_somebody_else_is_rejected() throws Exception {
        try (Connection first = transaction()) {
            assertThat(record(first, "p1", "ada")).isEqualTo("booked");
            Future<String> second = other.submit(() -> record("p1", "zed"));
            waitUntilSomebodyWaits();
            first.commit();
            assertThat(second.get(30, TimeUnit.SECONDS)).isEqualTo("rejected");
        }
        ledger.hasBalance("zed", "credits", 9_990);
        ledger.invariantsHold();
    }

    @Test
    void an_import_takes_users_in_the_order_in_which_hosts_take_them() throws Exception {
        try (Connection host = transaction()) {
            consume(host, "ada");
            Future<String> purchases = other.submit(() -> record("p1", "zed", "ada"));
            waitUntilSomebodyWaits();
            consume(host, "zed"); // the import holds nobody after ada
            host.commit();
            assertThat(purchases.get(30, TimeUnit.SECONDS)).isEqualTo("booked booked");
        }
        ledger.hasBalance("zed", "credits", 19_979);
        ledger.invariantsHold();
    }

    private Connection transaction() throws Exception {
        Connection connection = ledger.database().open(Map.of()).connect();
        connection.setAutoCommit(false);
        new Crowd.Statements(connection).call("SELECT set_config('bursar.clock', '2026-11-10T12:00:00Z', false)");
        return connection;
    }

    private static void consume(Connection connection, String user) throws Exception {
        assertThat(new Crowd.Statements(connection)
                        .call("SELECT consume_credits(?, 'credits', 1, 'test', NULL, NULL)", user))
                .isEqualTo("t");
    }

    private String record(String payment, String... users) throws Exception {
        try (Connection connection = transaction()) {
            String answer = record(connection, payment, users);
            connection.commit();
            return answer;
        }
    }

    /** One payment for each user, numbered from {@code payment}; how each was answered. */
    private static String record(Connection connection, String payment, String... users) throws Exception {
        return new Crowd.Statements(connection).call("""
                        SELECT string_agg(r.status, ' ' ORDER BY r.ordinal)
                        FROM (SELECT array_agg(? || u.n) AS ids, array_agg(u.id) AS users, count(*)::integer AS n
                              FROM unnest(?::text[]) WITH ORDINALITY AS u (id, n)) AS i
                        CROSS JOIN LATERAL record_purchases(i.ids, i.users, array_fill('starter'::text, ARRAY[i.n]), array_fill(999::bigint, ARRAY[i.n]),
                            array_fill('usd'::text, ARRAY[i.n]), array_fill(business_now(), ARRAY[i.n]), array_fill(NULL::text, ARRAY[i.n])) AS r
                        """, payment, users);
    }

    private void waitUntilSomebodyWaits() throws Exception {
        Instant until = Instant.now().plus(Duration.ofSeconds(30));
        while (ledger.lines(
                        "SELECT 1::text FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")
                .isEmpty()) {
            assertThat(Instant.now()).as("nobody waits for a lock").isBefore(until);
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }
}
