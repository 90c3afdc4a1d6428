/**
 * The job that charges the events of a file or table, in bulk, as single charges at the time of each would have done.
 * {@link dev.bursar.usage.Usage} offers it, {@code UsageJob} reads top to bottom in run order, and every statement that it executes
 * stands in {@code jobs/usage/}.
 *
 * <p>Refuses to know a price, a cap or a lot: those are the ledger's, in SQL, and a host's charge follows the same rules.
 */
@NullMarked
package dev.bursar.usage;

import org.jspecify.annotations.NullMarked;
