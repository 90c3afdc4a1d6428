package dev.bursar.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.cli.CommandLineRun;
import dev.bursar.operations.BursarProcess;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** The books are checked as of one moment, however long it takes and whatever happens meanwhile. */
class OneSnapshotTest {
    private static final String OFF = "UPDATE account SET balance_millicredits = balance_millicredits + 7";

    @Test
    void charges_go_on_and_never_look_like_a_fault() throws Exception {
        try (Books books = Books.of(1_000);
                Hosts hosts = Hosts.atWork(books)) {
            for (int check = 0; check < 5; check++) {
                CommandLineRun run = books.ran("--workers", "2");
                assertThat(run.json().path("findings").longValue()).isZero();
                assertThat(run.exit()).isZero();
            }
            assertThat(hosts.end()).isLessThan(Duration.ofSeconds(5));
            assertThat(number(books, "SELECT count(*) FROM usage_event")).isPositive();
            assertThat(books.findings()).isEmpty();
            assertThat(number(books, "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"))
                    .isZero();
        }
    }

    @Test
    void what_happens_after_the_snapshot_is_for_the_next_check() throws Exception {
        try (Books books = Books.of(30);
                Connection host = holdingUsage(books)) {
            CompletableFuture<CommandLineRun> run = CompletableFuture.supplyAsync(() -> books.ran());
            await(() -> isWaiting(books));
            books.damage(OFF + " WHERE id = (SELECT max(id) FROM account)");
            host.rollback();
            assertThat(run.join().json().path("findings").intValue()).isZero();
            assertThat(books.reconcile().path("findings").intValue()).isEqualTo(2);
        }
    }

    @Test
    void a_check_that_is_killed_is_done_anew_with_the_same_verdict() throws Exception {
        try (Books books = Books.of(30);
                Connection host = holdingUsage(books)) {
            books.damage(OFF);
            BursarProcess process = BursarProcess.start(
                    books.town(), Books.NOW, "reconciliation", "run", "--date", Books.YESTERDAY, "-o", "json");
            await(() -> isWaiting(books));
            process.kill();
            await(() -> books.bursar("runs", "list", "--job", "reconciliation")
                    .stdout()
                    .contains("DEAD")); // the server notices a closed connection a moment later
            host.rollback();
            assertThat(books.findings()).isEmpty();
            long accounts = number(books, "SELECT count(*) FROM account");
            CommandLineRun again = books.ran();
            assertThat(again.json().path("run").intValue()).isEqualTo(2);
            assertThat(again.json().path("counts").path("read").longValue()).isEqualTo(accounts);
            assertThat(again.json().path("findings").longValue()).isEqualTo(2 * accounts);
            assertThat(again.json().path("totals").path("varianceMillicredits").longValue())
                    .isEqualTo(7 * accounts);
            assertThat(books.findings()).hasSize((int) (2 * accounts));
            assertThat(number(books, "SELECT count(*) FROM finding_seen")).isZero();
        }
    }

    @Test
    void a_check_that_is_killed_while_it_keeps_findings_keeps_the_rest_later() throws Exception {
        try (Books books = Books.of(30);
                Connection host = books.town().database().database().connect()) {
            books.damage(OFF);
            host.setAutoCommit(false);
            host.createStatement().execute("LOCK TABLE finding IN SHARE MODE");
            BursarProcess process = BursarProcess.start(
                    books.town(), Books.NOW, "reconciliation", "run", "--date", Books.YESTERDAY, "-o", "json");
            await(() -> isWaiting(books));
            process.kill();
            host.rollback();
            await(() -> !isWaiting(books));
            assertThat(number(books, "SELECT count(*) FROM finding_seen")).isPositive();
            long accounts = number(books, "SELECT count(*) FROM account");
            assertThat(books.reconcile().path("findings").longValue()).isEqualTo(2 * accounts);
            assertThat(number(books, "SELECT count(*) FROM finding WHERE status = 'open'"))
                    .isEqualTo(2 * accounts);
        }
    }

    @Test
    void twenty_thousand_broken_accounts_fit_into_a_small_heap() throws Exception {
        try (Books books = Books.of(7_100)) {
            books.damage(OFF);
            BursarProcess process = BursarProcess.startWithHeap(
                    64,
                    books.town(),
                    Books.NOW,
                    "reconciliation",
                    "run",
                    "--date",
                    Books.YESTERDAY,
                    "--workers",
                    "2",
                    "-o",
                    "json");
            assertThat(process.json().path("findings").longValue())
                    .isEqualTo(2 * number(books, "SELECT count(*) FROM account"))
                    .isGreaterThan(40_000);
            assertThat(process.exit()).isEqualTo(3);
        }
    }

    /** Until it rolls back, whoever comes to the usage events in a check waits. */
    private static Connection holdingUsage(Books books) throws Exception {
        Connection host = books.town().database().database().connect();
        host.setAutoCommit(false);
        host.createStatement().execute("LOCK TABLE usage_event IN ACCESS EXCLUSIVE MODE");
        return host;
    }

    private static boolean isWaiting(Books books) {
        return number(books, """
                SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid)
                WHERE NOT l.granted AND a.datname = current_database() AND l.relation IN ('usage_event'::regclass, 'finding'::regclass)
                """) > 0;
    }

    private static long number(Books books, String sql) {
        return books.client().sql(sql).query(Long.class).single();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        Instant until = Instant.now().plusSeconds(60);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(until);
            Thread.sleep(10);
        }
    }
}
