package dev.bursar.cli;

import dev.bursar.fault.Exit;
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

/** Lets a paused schedule go on. */
@Command(
        name = "resume",
        description = {
            "Let a paused schedule go on. What came due meanwhile is started with the next wake, oldest first;",
            "what is older than the manifest's window is skipped, and said: 'bursar schedule catch-up' does that."
        })
final class ScheduleResume implements Callable<Exit> {
    private final Invocation invocation;

    @Mixin
    private Writing writing = new Writing();

    @Parameters(paramLabel = "JOB", description = "Whose schedule.")
    private String job = "";

    @Option(names = "--note", paramLabel = "TEXT", description = "Why, for the history (or --reason).")
    private @Nullable String note;

    ScheduleResume(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        Schedules.OfJob schedule = new Schedules(invocation.settings()).of(job);
        Optional<String> why =
                Optional.ofNullable(note).filter(text -> !text.isBlank()).or(invocation::reason);
        Optional<Pause> before = writing.run(invocation, client -> new Pauses(client).resume(schedule, why));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("job", job);
        answer.put("state", "active");
        answer.put("wasPaused", before.isPresent());
        writing.answer(
                invocation,
                answer,
                before.map(pause -> "The schedule of " + job + " goes on; it had been paused by " + pause.by()
                                + " since " + pause.at() + ": " + pause.note())
                        .orElse("The schedule of " + job + " was not paused."),
                "bursar schedule tick, where no 'bursar serve' wakes it");
        return Exit.DONE;
    }
}
