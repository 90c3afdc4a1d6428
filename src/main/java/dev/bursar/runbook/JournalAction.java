package dev.bursar.runbook;

import java.time.Instant;
import java.util.Optional;

/**
 * What became of an action.
 *
 * @param heading of its step
 * @param said the command as it is called, the statement, the script, or what a person is asked
 * @param status {@code WAITING}, {@code BEGUN} (and no end seen), {@code DONE}, {@code FAILED}, or {@code NOT_DONE} on an operator's word
 * @param actor who did it, or answered
 * @param output the end of it, without secrets
 */
public record JournalAction(
        int step,
        int number,
        String heading,
        Kind kind,
        Language language,
        String said,
        String stepSha256,
        String sha256,
        String status,
        int tries,
        Optional<String> actor,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt,
        Optional<Integer> exit,
        Optional<String> output) {

    /** How operators name it: {@code 2.1}. */
    public String id() {
        return step + "." + number;
    }

    /** Whether it is done. */
    public boolean isDone() {
        return status.equals("DONE");
    }

    /** Whether it was begun and nobody saw its end. */
    public boolean isBegun() {
        return status.equals("BEGUN");
    }
}
