package dev.bursar.cli;

import dev.bursar.calendar.Firing;
import dev.bursar.fault.Exit;
import dev.bursar.schedule.Interval;
import dev.bursar.schedule.Schedule;
import dev.bursar.schedule.Schedule.Due;
import dev.bursar.schedule.Schedules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** The schedules in force. */
@Command(
        name = "list",
        description = {"The schedule of each job, where it comes from, and when it fires next.", "Asks no database."})
final class ScheduleList implements Callable<Exit> {
    private static final List<String> COLUMNS =
            List.of("job", "cron", "zone", "source", "interval", "nextAt", "nextFor");

    private final Invocation invocation;

    ScheduleList(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        Instant now = invocation.settings().clock().now();
        boolean isForPeople = invocation.output().isForPeople();
        List<List<@Nullable Object>> lines = new ArrayList<>();
        for (Schedules.OfJob job : new Schedules(invocation.settings()).all()) {
            Schedule schedule = job.schedule();
            Interval interval = schedule.interval();
            Optional<Due> next = schedule.next(now);
            lines.add(Arrays.asList(
                    job.job(),
                    schedule.cron().text(),
                    schedule.zone().getId(),
                    job.source(),
                    isForPeople ? interval.inWords() : interval.word(),
                    next.map(Due::firing).map(Firing::at).orElse(null),
                    next.map(isForPeople ? Due::businessForInWords : Due::businessFor)
                            .orElse(null)));
        }
        invocation.output().print(new Rows(COLUMNS, lines), "no jobs");
        return Exit.DONE;
    }
}
