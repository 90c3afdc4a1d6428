/**
 * When jobs are due and for which business interval: job manifests ({@code jobs/<job>/job.yaml}), read with line and field, and
 * the schedules that they and the environment make.
 *
 * <p>Refuses to start anything, and to know any single job: a manifest is found by the job's name.
 */
@NullMarked
package dev.bursar.schedule;

import org.jspecify.annotations.NullMarked;
