package dev.bursar.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.cli.CommandLineRun;
import dev.bursar.config.Setting;
import dev.bursar.database.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backfills that are killed, and charges that go on meanwhile, on both sides of the seam. */
class KilledBackfillTest {
    private static final String NOW = "2026-11-15T10:00:00Z";
    private static final String SEAM = "2026-11-15T09:00:00Z";
    private static final String HEADER = "user_id,plan,credits_remaining,credits_limit,period_start,period_end\n";

    @TempDir
    private Path folder;

    @AutoClose
    private final Town town = Town.of(4_500);

    @Test
    void a_killed_run_goes_on_where_it_stood_with_the_rows_that_it_has_read() throws Exception {
        Path file = export(4_500, "100");
        try (Town undisturbed = town.twin()) {
            assertThat(backfill(undisturbed, file).exit()).isZero();
            BursarProcess process = BursarProcess.start(
                    town, NOW, "backfill", "run", "--source", file.toString(), "--as-of", SEAM, "--workers", "1");
            while (process.isAlive() && number("SELECT coalesce(sum(done_ids), 0) FROM run_progress") == 0) {
                Thread.sleep(2);
            }
            process.kill();
            assertThat(number("SELECT count(*) FROM migration")).isBetween(1L, 4_499L);
            Files.delete(file);
            CommandLineRun again =
                    CommandLineRun.on(town.database(), Map.of(Setting.BURSAR_CLOCK, NOW), "runs", "restart", "1");
            assertThat(again.exit()).as(again.stderr()).isZero();
            assertThat(town.fingerprint()).isEqualTo(undisturbed.fingerprint());
        }
        assertThat(number("SELECT count(*) FROM migration")).isEqualTo(4_500);
        assertThat(number("SELECT (counts ->> 'written')::bigint FROM run")).isEqualTo(4_500);
        CommandLineRun verify = CommandLineRun.on(town.database(), "backfill", "verify");
        assertThat(verify.stdout() + verify.stderr()).contains("Every credit of legacy.csv is accounted for.");
        town.keepsItsInvariants();
    }

    @Test
    void no_charge_from_before_the_seam_is_paid_with_what_came_over_whoever_comes_first() throws Exception {
        Path file = export(300, "1000");
        town.client().sql("DELETE FROM subscription_change").update(); // nobody has anything but what comes over
        AtomicBoolean done = new AtomicBoolean();
        List<String> answers = new ArrayList<>();
        try (ExecutorService sessions = Executors.newFixedThreadPool(4)) {
            List<Future<List<String>>> charges = IntStream.range(0, 4)
                    .mapToObj(session -> sessions.submit(charge(session, done)))
                    .toList();
            CommandLineRun run = backfill(town, file);
            done.set(true);
            assertThat(run.exit()).as(run.stderr()).isZero();
            for (Future<List<String>> session : charges) {
                answers.addAll(session.get());
            }
        }
        assertThat(answers)
                .containsOnly("early insufficient", "early before-seam", "late insufficient", "late charged");
        assertThat(number(
                        "SELECT count(*) FROM usage_event u JOIN account a ON a.id = u.account_id JOIN customer c ON c.id = a.customer_id"
                                + " WHERE u.occurred_at < c.seam_at"))
                .isZero();
        assertThat(number("SELECT count(*) FROM usage_event WHERE status = 'charged'"))
                .isEqualTo(answers.stream()
                        .filter(answer -> answer.equals("late charged"))
                        .count());
        assertThat(number("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"))
                .isZero();
        assertThat(CommandLineRun.on(town.database(), "backfill", "verify").exit())
                .isZero();
        town.keepsItsInvariants();
    }

    /** A charge is rated, then waits for the account that a backfill holds: when it gets it, the seam is there. */
    @Test
    void a_charge_that_waited_for_the_backfill_sees_its_seam() throws Exception {
        Path file = export(1, "1000");
        town.client().sql("DELETE FROM subscription_change").update();
        assertThat(CommandLineRun.on(
                                town.database(),
                                Map.of(Setting.BURSAR_CLOCK, NOW),
                                "backfill",
                                "plan",
                                "--source",
                                file.toString(),
                                "--mapping",
                                mapping(),
                                "--as-of",
                                SEAM)
                        .exit())
                .isZero();
        try (Database backfill = town.database().open(Map.of(Setting.BURSAR_CLOCK, NOW));
                var connection = backfill.connect();
                ExecutorService host = Executors.newSingleThreadExecutor()) {
            assertThat(answer(backfill, "user-000001", "2026-11-15T08:00:00Z", "k0"))
                    .isEqualTo("insufficient");
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute("SELECT migrate_balances(1, ARRAY[1], NULL)");
                Future<String> charge = host.submit(() -> {
                    try (Database at = town.database().open(Map.of(Setting.BURSAR_CLOCK, NOW))) {
                        return answer(at, "user-000001", "2026-11-15T08:00:00Z", "k1");
                    }
                });
                while (town.client()
                                .sql(Town.WAITING_SESSIONS)
                                .query(Long.class)
                                .list()
                                .isEmpty()
                        && !charge.isDone()) {
                    Thread.sleep(5);
                }
                connection.commit();
                assertThat(charge.get()).isEqualTo("before-seam");
            }
        }
        assertThat(number("SELECT balance_millicredits FROM credit_balance WHERE user_id = 'user-000001'"))
                .isEqualTo(1_000_000);
    }

    /** The backfill finds no account and a charge makes one: everybody else comes over, and then that user, into the charge's account. */
    @Test
    void a_charge_that_makes_an_account_and_does_not_end_holds_nobody_else_up() throws Exception {
        Path file = export(2, "1000");
        town.client().sql("DELETE FROM subscription_change").update();
        try (Database charging = town.database().open(Map.of(Setting.BURSAR_CLOCK, NOW));
                var connection = charging.connect();
                ExecutorService operator = Executors.newSingleThreadExecutor()) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute(
                        "SELECT charge('user-000002', 'ANALYSIS', 10, NULL, NULL, NULL, 1, 'k0', jsonb_build_object('occurred_at', '"
                                + SEAM + "'))");
                Future<CommandLineRun> run = operator.submit(() -> backfill(town, file));
                while (number("SELECT count(*) FROM migration") == 0 && !run.isDone()) {
                    Thread.sleep(5);
                }
                assertThat(answer(charging, "user-000001", SEAM, "k1")).isEqualTo("charged");
                connection.commit();
                assertThat(run.get().exit()).as(run.get().stderr()).isZero();
            }
        }
        assertThat(number("SELECT count(*) FROM account")).isEqualTo(2);
        assertThat(number("SELECT min(balance_millicredits) FROM credit_balance WHERE user_id = 'user-000002'"))
                .isEqualTo(1_000_000);
        town.keepsItsInvariants();
    }

    private CommandLineRun backfill(Town where, Path file) throws IOException {
        List<String> command = new ArrayList<>(
                List.of("backfill", "run", "--source", file.toString(), "--as-of", SEAM, "--workers", "1"));
        if (file.endsWith("mapped.csv")) {
            command.addAll(List.of("--mapping", mapping()));
        }
        return CommandLineRun.on(where.database(), Map.of(Setting.BURSAR_CLOCK, NOW), command.toArray(String[]::new));
    }

    /** Charges users in turn, every other time for what happened before the seam, until the run is over. */
    private Callable<List<String>> charge(int session, AtomicBoolean done) {
        return () -> {
            List<String> answers = new ArrayList<>();
            try (Database host = town.database().open(Map.of(Setting.BURSAR_CLOCK, NOW))) {
                for (int i = 0; !done.get(); i++) {
                    boolean early = i % 2 == 0;
                    String answer = answer(
                            host,
                            "user-%06d".formatted(1 + (i / 2 * 4 + session) % 300),
                            early ? "2026-11-15T08:59:59Z" : SEAM,
                            session + "-" + i);
                    answers.add((early ? "early " : "late ") + answer);
                }
            }
            return answers;
        };
    }

    private static String answer(Database host, String user, String occurredAt, String key) {
        try {
            return host.client()
                    .sql(
                            "SELECT charge(:user, 'ANALYSIS', 10, NULL, NULL, NULL, 1, :key, jsonb_build_object('occurred_at', :at)) ->> 'status'")
                    .param("user", user)
                    .param("key", key)
                    .param("at", occurredAt)
                    .query(String.class)
                    .single();
        } catch (RuntimeException e) {
            assertThat(e).rootCause().hasMessageContaining("lies before the seam");
            return "before-seam";
        }
    }

    private Path export(int users, String credits) throws IOException {
        StringBuilder rows = new StringBuilder(HEADER);
        for (int user = 1; user <= users; user++) {
            rows.append("user-%06d,,%s,,2026-11-01T00:00:00Z,2026-12-01T00:00:00Z%n".formatted(user, credits));
        }
        return Files.writeString(folder.resolve(users == 4_500 ? "legacy.csv" : "mapped.csv"), rows.toString());
    }

    private String mapping() throws IOException {
        return Files.writeString(folder.resolve("mapping.yaml"), """
                columns: {user: user_id, amount: credits_remaining}
                amount: {into: [{credit-type: shobeis}]}
                """).toString();
    }

    private long number(String sql) {
        return town.client().sql(sql).query(Long.class).single();
    }
}
