/**
 * Business time: which instant it is for the ledger, and which day that is in a zone; and when a cron expression fires there.
 * {@code BURSAR_CLOCK} fixes it for drills and tests; leases and {@code created_at} never use it.
 *
 * <p>Refuses to compute periods: the boundaries of subscriptions are reckoned in SQL, once. Why cron is our own stands in
 * RATIONALE.md beside this file.
 */
@NullMarked
package dev.bursar.calendar;

import org.jspecify.annotations.NullMarked;
