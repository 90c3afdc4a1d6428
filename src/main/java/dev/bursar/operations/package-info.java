/**
 * The corridor between doors and jobs: starts a run, restarts, stops and recovers it, holds a job's lock while it works, and
 * keeps the rows of {@code bursar.run}, which are the truth about runs. {@link dev.bursar.operations.Operations} is the door.
 *
 * <p>Refuses to know any single job (it meets them as {@link dev.bursar.run.JobSpec}), and to believe Spring Batch's metadata:
 * they drive an execution and are asked nothing afterwards.
 */
@NullMarked
package dev.bursar.operations;

import org.jspecify.annotations.NullMarked;
