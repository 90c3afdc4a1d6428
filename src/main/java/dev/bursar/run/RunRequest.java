package dev.bursar.run;

import java.util.Optional;

/**
 * What an operator or a schedule asks of a job. Job, interval, scope and attempt identify the run; the rest says how it is
 * done.
 *
 * @param job the job's name
 * @param parameters checked by the job
 * @param attempt from 1; a higher one makes journals and files anew, it never grants or charges again
 * @param dryRun everything is done and rolled back, range by range; only figures stay
 * @param workers how many threads share the work
 * @param reason why, in the operator's words
 */
public record RunRequest(
        String job, RunParameters parameters, int attempt, boolean dryRun, int workers, Optional<String> reason) {
    public RunRequest {
        if (attempt < 1 || workers < 1) {
            throw new IllegalArgumentException("attempt " + attempt + " and workers " + workers + " are 1 or more");
        }
    }

    /** What makes it the same run as another. */
    public RunIdentity identity() {
        return new RunIdentity(job, parameters.businessFor(), parameters.scope(), attempt);
    }
}
