package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A large source after a small one, as every careful migration has it. */
class BackfillAfterPilotTest {
    private static final int USERS = 1_000;

    @TempDir
    private Path folder;

    @AutoClose
    private Desk desk;

    private int pilots;

    @BeforeEach
    void open() {
        desk = new Desk(folder);
        desk.isAt("2026-11-15T10:00:00Z");
    }

    /** By the statistics of the pilot, rows of another source would be taken for one, and compared each with each. */
    @Test
    void the_rows_of_a_source_are_read_a_few_times_each_and_not_once_for_each_other() {
        desk.hasCustomers(IntStream.range(0, USERS).mapToObj(i -> "u" + i).toArray(String[]::new));
        for (int pilot : new int[] {1, 1, 1, 41, 1}) {
            plan("pilot" + ++pilots + ".csv", pilot);
        }
        desk.database().client().sql("ANALYZE").update(); // as PostgreSQL does by itself, sooner or later
        long before = rowsRead();

        plan("all.csv", USERS);

        assertThat(rowsRead() - before).isLessThan(30L * USERS);
    }

    /** Judged as if nothing had come over yet, a killed run of a million rows would compare each with each when it goes on. */
    @Test
    void a_run_that_goes_on_knows_how_much_has_come_over() {
        desk.hasCustomers("u0", "u1", "u2");
        backfill("run", "all.csv", 3);
        backfill("run", "all.csv", 3);
        assertThat(desk.sql("SELECT reltuples::integer::text FROM pg_class WHERE relname = 'migration'"))
                .containsExactly("3");
    }

    private void plan(String name, int users) {
        backfill("plan", name, users);
    }

    private void backfill(String verb, String name, int users) {
        String rows = IntStream.range(0, users)
                .mapToObj(i -> "u" + i + ",pro," + (i + pilots + 1) + ",5000,,\n")
                .collect(Collectors.joining(
                        "", "user_id,plan,credits_remaining,credits_limit,period_start,period_end\n", ""));
        CommandLineRun run =
                desk.bursar("backfill", verb, "--source", desk.file(name, rows).toString(), "-o", "json");
        assertThat(run.exit()).as(run.stdout() + run.stderr()).isZero();
    }

    private long rowsRead() {
        return Long.parseLong(desk.sql(
                        "SELECT coalesce(seq_tup_read + idx_tup_fetch, 0)::text FROM pg_stat_user_tables WHERE relname = 'legacy_row'")
                .getFirst());
    }
}
