package dev.bursar.cli;

import dev.bursar.calendar.Cron;
import dev.bursar.calendar.Zones;
import dev.bursar.fault.Exit;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.schedule.Interval;
import dev.bursar.schedule.Schedule;
import dev.bursar.schedule.Schedule.Due;
import dev.bursar.schedule.Schedules;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The next firings of a job's schedule, or of any cron expression. */
@Command(
        name = "next",
        description = {
            "The next firings of a job's schedule, or of a cron expression, and the interval that each is for.",
            "Asks no database."
        })
final class ScheduleNext implements Callable<Exit> {
    private static final int MOST = 10_000;

    private final Invocation invocation;

    @Parameters(arity = "0..1", paramLabel = "JOB", description = "Whose schedule; its interval, with --cron too.")
    @Nullable
    String job;

    @Option(
            names = "--cron",
            paramLabel = "EXPR",
            description =
                    "This expression instead: 5 fields, or Quartz's 6 or 7. Without JOB each firing is for its day.")
    @Nullable
    String cron;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "Whose local times it names; default the job's, or UTC.")
    @Nullable
    String zone;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Firings after this instant, or after the beginning of this day in the zone; default now.")
    @Nullable
    String from;

    @Option(names = "--count", paramLabel = "N", description = "How many (default: ${DEFAULT-VALUE}).")
    int count = 5;

    ScheduleNext(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        if (count < 1 || count > MOST) {
            throw Fault.usage(
                    FaultCode.USAGE, "--count " + count + " is not within 1 to " + MOST, "Ask for so many firings.");
        }
        Schedule schedule = schedule();
        Instant after =
                from == null ? invocation.settings().clock().now() : TimeInZone.read("--from", from, schedule.zone());
        List<Due> dues = schedule.next(after, count);
        if (invocation.output().isForPeople()) {
            DueText.print(schedule, dues, after, invocation.output());
        } else {
            List<List<@Nullable Object>> lines = dues.stream()
                    .map(due -> List.<@Nullable Object>of(due.firing().at(), due.businessFor()))
                    .toList();
            invocation.output().print(new Rows(List.of("at", "for"), lines), "");
        }
        return Exit.DONE;
    }

    private Schedule schedule() {
        if (job != null) {
            Schedule own = new Schedules(invocation.settings()).of(job).schedule();
            return new Schedule(cron == null ? own.cron() : Cron.parse(cron), zoneOr(own.zone()), own.interval());
        }
        if (cron != null) {
            return new Schedule(Cron.parse(cron), zoneOr(Zones.of("UTC")), Interval.DAY);
        }
        throw Fault.usage(
                FaultCode.USAGE,
                "there is neither a job nor an expression to ask about",
                "Name one: 'bursar schedule next allocation', or --cron '0 0 1 * *'; 'bursar schedule list' has all.");
    }

    private ZoneId zoneOr(ZoneId other) {
        return zone == null ? other : Zones.of(zone);
    }
}
