/**
 * A scheduler node: a process that wakes schedules at their slots, coordinates their runs, takes over from nodes that died, and
 * answers probes and Prometheus on loopback. {@link dev.bursar.serve.SchedulerNode} is the door; RATIONALE.md says why it works as
 * it does.
 *
 * <p>Refuses to hold anything that matters: whatever a node knows stands in the database, so that it may be killed at any moment
 * and another one goes on. Refuses to act on what comes over HTTP: its paths only tell.
 */
@NullMarked
package dev.bursar.serve;

import org.jspecify.annotations.NullMarked;
