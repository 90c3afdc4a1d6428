package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.config.Setting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Forty days of a scheduler that is woken now and then: nights and days down, wakes repeated and two at once, a pause in the
 * middle, wakes that are killed. Both jobs are daily here, so each of their intervals has to be done exactly once, in order.
 */
@Order(1)
class FortyDaysTest {
    private static final Instant BEGINNING = Instant.parse("2026-10-05T12:00:00Z");
    private static final Instant END = BEGINNING.plus(Duration.ofDays(40));
    private static final int PATIENCE_SECONDS = 120;

    @TempDir
    Path folder;

    @AutoClose
    Desk desk;

    private Instant now = BEGINNING;

    @BeforeEach
    void seed() {
        desk = new Desk(folder);
        desk.hasSubscriber("ada", "pro", "2026-10-01");
    }

    @Test
    void every_interval_is_done_exactly_once_and_in_order() throws Exception {
        long seed = Long.getLong("bursar.seed", System.nanoTime());
        System.out.println("forty days with -Dbursar.seed=" + seed);
        Random random = new Random(seed);
        tick();
        for (int wake = 1; now.isBefore(END); wake++) {
            now = now.plus(outage(random));
            if (wake == 9) {
                pauseForAWhile(random);
            } else if (wake == 5 || wake == 14) {
                killATick();
            } else {
                wake(random);
            }
        }
        now = now.atOffset(ZoneOffset.UTC).withHour(12).toInstant();
        tick();
        tick();
        isDoneOnceAndInOrder("allocation", firstDay(), lastDay(), seed);
        isDoneOnceAndInOrder(
                "reconciliation", firstDay().minusDays(1), lastDay().minusDays(1), seed);
        assertThat(desk.brokenInvariants()).isEmpty();
    }

    /** Mostly some hours, at times some days. */
    private static Duration outage(Random random) {
        return random.nextInt(8) == 0
                ? Duration.ofHours(30 + random.nextInt(70))
                : Duration.ofMinutes(60 + random.nextInt(60 * 23));
    }

    private void wake(Random random) throws Exception {
        switch (random.nextInt(4)) {
            case 0 -> {
                tick();
                tick();
            }
            case 1 -> {
                List<CompletableFuture<Void>> both = Stream.generate(() -> CompletableFuture.runAsync(this::tick))
                        .limit(2)
                        .toList();
                for (CompletableFuture<Void> one : both) {
                    one.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                }
            }
            default -> tick();
        }
    }

    private void pauseForAWhile(Random random) {
        expectDone("schedule", "pause", "allocation", "--note", "prices are being checked");
        for (int i = 0; i < 3; i++) {
            tick();
            now = now.plus(outage(random));
        }
        expectDone("schedule", "resume", "allocation");
        tick();
    }

    private void tick() {
        expectDone("schedule", "tick");
    }

    private void expectDone(String... arguments) {
        CommandLineRun run = CommandLineRun.on(desk.database(), environment(), arguments);
        assertThat(run.exit()).as(run.stderr()).isZero();
    }

    private Map<Setting, String> environment() {
        return Map.of(
                Setting.BURSAR_HOME, desk.home().toString(),
                Setting.BURSAR_CLOCK, now.toString(),
                Setting.MONTHLY_REFRESH_CRON, "15 0 * * *");
    }

    /** kill -9 as soon as it has taken something up; where nothing was due it ends by itself. */
    private void killATick() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.bursar.cli.Bursar",
                        "schedule",
                        "tick")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(new HashMap<>(desk.database().variables(environment())));
        Process process = builder.start();
        Instant patience = Instant.now().plusSeconds(PATIENCE_SECONDS);
        while (process.isAlive()
                && desk.sql("SELECT job FROM due_interval WHERE status = 'RUNNING'")
                        .isEmpty()
                && Instant.now().isBefore(patience)) {
            Thread.sleep(20);
        }
        process.destroyForcibly();
        process.waitFor();
    }

    private void isDoneOnceAndInOrder(String job, LocalDate first, LocalDate last, long seed) {
        List<String> days =
                first.datesUntil(last.plusDays(1)).map(LocalDate::toString).toList();
        String ofJob = " WHERE job = '" + job + "' ";
        assertThat(desk.sql("SELECT business_for FROM due_interval" + ofJob
                        + "AND status = 'DONE' AND slots = 1 ORDER BY slot_at"))
                .as("%s, due intervals, seed %s", job, seed)
                .isEqualTo(days);
        assertThat(desk.count("due_interval" + ofJob)).isEqualTo(days.size());
        assertThat(desk.sql("SELECT business_for FROM run" + ofJob
                        + "AND status = 'COMPLETED' AND round = 1 ORDER BY started_at"))
                .as("%s, runs, seed %s", job, seed)
                .isEqualTo(days);
        assertThat(desk.count("run" + ofJob)).isEqualTo(days.size());
        assertThat(desk.sql("SELECT r.business_for FROM run_start s JOIN run r ON r.id = s.run_id" + ofJob
                        + "AND s.outcome = 'COMPLETED' ORDER BY s.ended_at"))
                .as("%s, completed starts, seed %s", job, seed)
                .isEqualTo(days);
    }

    private static LocalDate firstDay() {
        return LocalDate.ofInstant(BEGINNING, ZoneOffset.UTC).plusDays(1);
    }

    private LocalDate lastDay() {
        return LocalDate.ofInstant(now, ZoneOffset.UTC); // at noon, when the slots of both jobs have passed
    }
}
