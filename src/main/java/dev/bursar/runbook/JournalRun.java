package dev.bursar.runbook;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A runbook as it was or is being followed.
 *
 * @param file where the runbook was read from; empty: packaged
 * @param sha256 of its text when it was begun
 * @param status {@code RUNNING}, {@code WAITING} for an answer, {@code STOPPED} by a signal, {@code FAILED}, {@code COMPLETED}
 *     or {@code ROLLED_BACK}
 * @param isRollingBack whether it is, or was when it stopped, being undone
 * @param process who follows it now, or did last
 */
public record JournalRun(
        long id,
        String runbook,
        Optional<Path> file,
        String sha256,
        Map<String, String> parameters,
        String identity,
        String status,
        boolean isRollingBack,
        String actor,
        Optional<String> reason,
        String process,
        Instant startedAt,
        Optional<Instant> endedAt) {

    /** The runbook as a command line names it. */
    String argument() {
        return file.map(Path::toString).orElse(runbook);
    }
}
