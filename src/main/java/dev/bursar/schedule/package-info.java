/**
 * When jobs are due and for which business interval, and what becomes of it: job manifests ({@code jobs/<job>/job.yaml}), read
 * with line and field; the queue of due intervals, in order, with what holds them up; starts, tries, deadlines, pauses and
 * catch-ups. {@link dev.bursar.schedule.Wakes} is the door. Why it is as it is stands in RATIONALE.md beside this file.
 *
 * <p>Refuses to wake itself (that is a door's: Quartz in serve, cron by {@code schedule tick}), to know any single job (a manifest
 * is found by the job's name), and to say how a run is done: the door hands in what starts one.
 */
@NullMarked
package dev.bursar.schedule;

import org.jspecify.annotations.NullMarked;
