package dev.bursar.run;

/**
 * What makes two starts the same run.
 *
 * @param job the job's name
 * @param businessFor the interval in words
 * @param scope {@code all} or the users
 * @param attempt from 1
 */
public record RunIdentity(String job, String businessFor, String scope, int attempt) {
    @Override
    public String toString() {
        return job + " for " + businessFor + (scope.equals(Scope.ALL) ? "" : ", " + scope)
                + (attempt == 1 ? "" : ", attempt " + attempt);
    }
}
