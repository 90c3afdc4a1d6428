package dev.bursar.schedule;

import dev.bursar.catalogue.ApplyCatalogue;
import dev.bursar.catalogue.CatalogueFile;
import dev.bursar.config.Setting;
import dev.bursar.database.Database;
import dev.bursar.database.TestDatabase;
import dev.bursar.fault.Fault;
import dev.bursar.operations.Operations;
import dev.bursar.run.Jobs;
import dev.bursar.run.OptionValues;
import dev.bursar.run.RunReport;
import dev.bursar.run.RunRequest;
import dev.bursar.run.StopSignal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A database without customers, where real allocations run in a moment; manifests of a test's own, each a change of the
 * allocation job's; and wakes at whatever time it is.
 */
final class Timetable implements AutoCloseable {
    private static final Path PACKAGED = Path.of("jobs/allocation/job.yaml");

    private final TestDatabase database = TestDatabase.migrated();
    private final Deque<Runnable> beforeStarts = new ArrayDeque<>();
    private ManifestFile manifest;
    private String now = "2026-10-30T20:00:30Z";

    private Timetable(ManifestFile manifest) {
        this.manifest = manifest;
        database.database().inTransaction(client -> {
            CatalogueFile defaults = CatalogueFile.read(Path.of("migrations/default-catalogue.yaml"));
            return new ApplyCatalogue(client).apply(defaults, Optional.empty());
        });
        var _ = tick();
    }

    /** First woken for at 20:00:30 on 30 October 2026. */
    static Timetable of(Path folder, String... goodAndBad) {
        return new Timetable(manifest(folder, goodAndBad));
    }

    /** The allocation job's manifest with some of its text replaced: what stands there, what comes instead, and so on. */
    static ManifestFile manifest(Path folder, String... goodAndBad) {
        try {
            String text = Files.readString(PACKAGED, StandardCharsets.UTF_8);
            for (int i = 0; i < goodAndBad.length; i += 2) {
                if (!text.contains(goodAndBad[i])) {
                    throw new IllegalArgumentException(PACKAGED + " has no " + goodAndBad[i]);
                }
                text = text.replace(goodAndBad[i], goodAndBad[i + 1]);
            }
            return ManifestFile.read(Files.writeString(folder.resolve("job.yaml"), text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Timetable isAt(String instant) {
        now = instant;
        return this;
    }

    /** From now on wakes go by another manifest. */
    void goesBy(ManifestFile other) {
        manifest = other;
    }

    /** The next starts fail with these before a run begins. */
    void nextStartsFail(Fault... with) {
        for (Fault fault : with) {
            beforeNextStart(() -> {
                throw fault;
            });
        }
    }

    /** What happens when an interval was taken up, before its run begins; one for each start, in order. */
    void beforeNextStart(Runnable work) {
        beforeStarts.add(work);
    }

    /** One wake to its end; what became of each interval, in order: {@code 2026-10-30 DONE}. */
    List<String> tick() {
        return outcomes().stream()
                .map(outcome -> outcome.businessFor() + " " + outcome.what())
                .toList();
    }

    /** As {@link #tick}, in full. */
    List<Outcome> outcomes() {
        try (Database at = open()) {
            Operations operations = new Operations(at, new StopSignal(), _ -> {});
            RunStarter starter = request -> {
                Runnable before = beforeStarts.poll();
                if (before != null) {
                    before.run();
                }
                return operations.start(request);
            };
            return new Tick(wakes(at, starter), () -> false).run(_ -> {});
        }
    }

    Wakes wakes(Database at, RunStarter starter) {
        return new Wakes(schedules(), at, starter);
    }

    Schedules schedules() {
        return new Schedules(database.settings(environment()), List.of(manifest));
    }

    /** The one schedule as it stands. */
    Standing standing() {
        try (Database at = open()) {
            return Objects.requireNonNull(
                    new Standings(at.client()).of(schedules().all()).get("allocation"));
        }
    }

    /** A database that sees the timetable's clock; the caller closes it. */
    Database open() {
        return database.open(environment());
    }

    private Map<Setting, String> environment() {
        return Map.of(Setting.BURSAR_CLOCK, now);
    }

    /** A run by hand. */
    RunReport allocate(String date) {
        try (Database at = open()) {
            OptionValues values = new OptionValues(Map.of("date", List.of(date)));
            RunRequest request = new RunRequest(
                    "allocation", Jobs.find("allocation").validate(values, at.client()), 1, false, 1, Optional.empty());
            return new Operations(at, new StopSignal(), _ -> {}).start(request);
        }
    }

    /** No process has looked for a while. */
    void ages() {
        change("UPDATE schedule SET manifest_seen_at = manifest_seen_at - interval '1 minute'");
    }

    /** The texts of a query's one column. */
    List<String> sql(String query) {
        return database.client().sql(query).query(String.class).list();
    }

    void change(String statement) {
        database.client().sql(statement).update();
    }

    /** The queue and its past, in order: {@code 2026-10-30 DONE}. */
    List<String> dues() {
        return sql("SELECT business_for || ' ' || status FROM due_interval ORDER BY slot_at");
    }

    /** How often each run was started, in order: {@code 2026-10-30 COMPLETED 1}. */
    List<String> runs() {
        return sql("SELECT business_for || ' ' || status || ' ' || starts FROM run ORDER BY started_at, id");
    }

    /** Alerts that fire: {@code failed:allocation:2026-10-30 page}. */
    List<String> alerts() {
        return sql("SELECT key || ' ' || severity FROM alert WHERE resolved_at IS NULL ORDER BY key");
    }

    @Override
    public void close() {
        database.close();
    }
}
