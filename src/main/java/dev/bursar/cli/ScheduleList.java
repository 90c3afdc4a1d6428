package dev.bursar.cli;

import dev.bursar.calendar.Firing;
import dev.bursar.database.Database;
import dev.bursar.fault.Exit;
import dev.bursar.schedule.Interval;
import dev.bursar.schedule.Schedule;
import dev.bursar.schedule.Schedule.Due;
import dev.bursar.schedule.Schedules;
import dev.bursar.schedule.Standing;
import dev.bursar.schedule.Standings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** The schedules in force, and how they stand. */
@Command(
        name = "list",
        description = {
            "The schedule of each job: where it comes from, when it fires next, what it does now and why.",
            "State is new, active, waiting, running, late, paused, or odd: another node's version of the manifest decides.",
            "Where there is no database yet, only the schedules are shown; none is made."
        })
final class ScheduleList implements Callable<Exit> {
    private static final List<String> COLUMNS = List.of(
            "job",
            "cron",
            "zone",
            "source",
            "interval",
            "nextAt",
            "nextFor",
            "state",
            "why",
            "run",
            "queued",
            "lagSeconds",
            "watermarkAt");

    private final Invocation invocation;

    ScheduleList(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        Instant now = invocation.settings().clock().now();
        List<Schedules.OfJob> jobs = new Schedules(invocation.settings()).all();
        Optional<Map<String, Standing>> standings = standings(jobs);
        List<List<@Nullable Object>> lines = new ArrayList<>();
        for (Schedules.OfJob job : jobs) {
            List<@Nullable Object> line = new ArrayList<>(schedule(job, now));
            line.addAll(standing(standings, job.job()));
            lines.add(line);
        }
        invocation.output().print(new Rows(COLUMNS, lines), "no jobs");
        return Exit.DONE;
    }

    private List<@Nullable Object> schedule(Schedules.OfJob job, Instant now) {
        boolean isForPeople = invocation.output().isForPeople();
        Schedule schedule = job.schedule();
        Interval interval = schedule.interval();
        Optional<Due> next = schedule.next(now);
        return Arrays.asList(
                job.job(),
                schedule.cron().text(),
                schedule.zone().getId(),
                job.source(),
                isForPeople ? interval.inWords() : interval.word(),
                next.map(Due::firing).map(Firing::at).orElse(null),
                next.map(isForPeople ? Due::businessForInWords : Due::businessFor)
                        .orElse(null));
    }

    private static List<@Nullable Object> standing(Optional<Map<String, Standing>> standings, String job) {
        if (standings.isPresent() && !standings.get().containsKey(job)) {
            String state = Standing.State.NEW.name().toLowerCase(Locale.ROOT);
            return Arrays.asList(state, "no wake has happened yet", null, 0, 0, null);
        }
        Optional<Standing> standing = standings.map(all -> all.get(job));
        return Arrays.asList(
                standing.map(Standing::state)
                        .map(state -> state.name().toLowerCase(Locale.ROOT))
                        .orElse(null),
                standing.flatMap(Standing::why).orElse(null),
                standing.flatMap(Standing::run).orElse(null),
                standing.map(Standing::queued).orElse(null),
                standing.map(Standing::lag).map(Duration::toSeconds).orElse(null),
                standing.map(Standing::watermark).orElse(null));
    }

    private Optional<Map<String, Standing>> standings(List<Schedules.OfJob> jobs) {
        boolean isThere = invocation.settings().databaseUrl().isPresent()
                || DbStatus.embedded(invocation).status().running();
        if (!isThere) {
            invocation.note(
                    "the embedded server is not running, so how schedules stand is not shown; 'bursar db start' starts it");
            return Optional.empty();
        }
        Database database = invocation.databaseOfAnySchema();
        if (database.schemaVersion().isEmpty()) {
            invocation.note(
                    "the database has no schema yet, so how schedules stand is not shown; 'bursar db migrate' lays it");
            return Optional.empty();
        }
        database.requireCurrentSchema();
        return Optional.of(new Standings(database.client()).of(jobs));
    }
}
