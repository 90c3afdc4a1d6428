/**
 * Switches and maintenance: what is on at an instant, and who said so; whether schedules wait.
 *
 * <p>Refuses to forget: every change of a switch is a row, and what was in force then can be asked later. Refuses to decide a
 * charge; SQL reads the same tables.
 */
@NullMarked
package dev.bursar.flags;

import org.jspecify.annotations.NullMarked;
