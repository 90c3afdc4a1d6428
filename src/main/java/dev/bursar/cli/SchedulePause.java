package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.schedule.Pause;
import dev.bursar.schedule.Pauses;
import dev.bursar.schedule.Schedules;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Pauses a schedule. */
@Command(
        name = "pause",
        description = {
            "Let a job's schedule start nothing until it is resumed. A run that is at work goes on.",
            "Nothing is lost: what comes due meanwhile is done after 'bursar schedule resume', oldest first."
        })
final class SchedulePause implements Callable<Exit> {
    private final Invocation invocation;

    @Mixin
    private Writing writing = new Writing();

    @Parameters(paramLabel = "JOB", description = "Whose schedule.")
    private String job = "";

    @Option(names = "--note", paramLabel = "TEXT", description = "Why, for whoever finds it paused (or --reason).")
    private @Nullable String note;

    SchedulePause(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        Schedules.OfJob schedule = new Schedules(invocation.settings()).of(job);
        String why = note().orElseThrow(() -> Fault.usage(
                FaultCode.USAGE,
                "--note is missing; nothing was changed",
                "Say why with --note TEXT: whoever finds the schedule paused reads it."));
        Optional<Pause> before = writing.run(invocation, client -> new Pauses(client).pause(schedule, why));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("job", job);
        answer.put("state", "paused");
        answer.put("note", why);
        answer.put("wasPaused", before.isPresent());
        writing.answer(
                invocation,
                answer,
                before.map(pause -> "The schedule of " + job + " was paused already, by " + pause.by() + " since "
                                + pause.at() + ": " + pause.note()
                                + (pause.note().equals(why) ? "." : ". The note is now: " + why))
                        .orElse("The schedule of " + job + " is paused: " + why),
                "bursar schedule resume " + job);
        return Exit.DONE;
    }

    private Optional<String> note() {
        return Optional.ofNullable(note).filter(text -> !text.isBlank()).or(invocation::reason);
    }
}
