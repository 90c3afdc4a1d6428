/**
 * The words of a run: what a job offers ({@link dev.bursar.run.JobSpec}), what is asked of it ({@link dev.bursar.run.RunRequest}),
 * what it sees while it works ({@link dev.bursar.run.CurrentRun}) and what it answers ({@link dev.bursar.run.RunReport}).
 *
 * <p>Refuses to know any single job, how a run is started, and where its rows are kept.
 */
@NullMarked
package dev.bursar.run;

import org.jspecify.annotations.NullMarked;
