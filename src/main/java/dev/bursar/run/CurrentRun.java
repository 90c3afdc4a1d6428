package dev.bursar.run;

import java.time.Instant;

/**
 * The run that a job is working for.
 *
 * @param id of its row in {@code bursar.run}
 * @param fence which start of the run this is; work commits only while the row still says so
 * @param at business time of the run: what has begun or expired by then is due. A run that goes on after a failure keeps it
 * @param request what was asked
 * @param stop tells the job to end after the range in hand
 */
public record CurrentRun(long id, int fence, Instant at, RunRequest request, StopSignal stop) {}
