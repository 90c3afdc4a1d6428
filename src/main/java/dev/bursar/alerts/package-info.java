/**
 * What is wrong now, and who is told. {@link dev.bursar.alerts.Alerts} writes down that something began or ended, in the
 * caller's transaction; {@link dev.bursar.alerts.AlertWatch} evaluates rules and brings the news to the sinks.
 *
 * <p>Refuses to know jobs, schedules and what an alert means: that stands in keys and rules. Refuses to lose news (they wait in
 * the database until a sink took them) and to write a sink's address or key anywhere.
 */
@NullMarked
package dev.bursar.alerts;

import org.jspecify.annotations.NullMarked;
