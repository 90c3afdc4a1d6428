package dev.bursar.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariDataSource;
import dev.bursar.database.EachVersion;
import dev.bursar.database.TestDatabase;
import dev.bursar.database.TestServer;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.springframework.jdbc.support.JdbcTransactionManager;

class SnapshotTest {
    @ParameterizedTest
    @EachVersion
    void others_read_under_it_what_was_there_when_it_was_taken(TestServer server) {
        try (TestDatabase database = TestDatabase.migrated(server);
                HikariDataSource pool = database.database().dataSource(3);
                Snapshot snapshot = new Snapshot(pool, new JdbcTransactionManager(pool), Duration.ofMinutes(1))) {
            snapshot.take();
            database.client()
                    .sql("INSERT INTO customer (user_id, created_at) VALUES ('ada', now())")
                    .update();
            assertThat(customers(snapshot)).isZero();
            assertThat(customers(snapshot)).isZero();
            snapshot.letGo();
            Fault gone = catchThrowableOfType(Fault.class, () -> customers(snapshot));
            assertThat(gone.code()).isEqualTo(FaultCode.RUN_FAILED);
            assertThat(gone).hasMessageContaining("the snapshot under which the books were checked is gone");
        }
    }

    @ParameterizedTest
    @EachVersion
    void the_server_ends_it_when_its_time_is_over(TestServer server) throws InterruptedException {
        try (TestDatabase database = TestDatabase.migrated(server);
                HikariDataSource pool = database.database().dataSource(3);
                Snapshot snapshot = new Snapshot(pool, new JdbcTransactionManager(pool), Duration.ofMillis(200))) {
            snapshot.take();
            assertThat(customers(snapshot)).isZero();
            Instant until = Instant.now().plusSeconds(30);
            while (database.client()
                            .sql(
                                    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle in transaction'")
                            .query(Long.class)
                            .single()
                    > 0) {
                assertThat(Instant.now()).isBefore(until);
                Thread.sleep(20);
            }
            assertThat(catchThrowableOfType(Fault.class, () -> customers(snapshot)))
                    .hasMessageContaining("at the latest 0 minutes after it was taken");
        }
    }

    private static long customers(Snapshot snapshot) {
        return snapshot.read(client ->
                client.sql("SELECT count(*) FROM customer").query(Long.class).single());
    }
}
