/**
 * The job that closes the periods that ended and opens those that began. {@link dev.bursar.allocation.Allocation} offers it,
 * {@code AllocationJob} reads top to bottom in run order, and every statement that it executes stands in
 * {@code jobs/allocation/}.
 *
 * <p>Refuses to know a rule of periods, rollover or expiry: those are the ledger's, in SQL, and a charge follows the same
 * ones.
 */
@NullMarked
package dev.bursar.allocation;

import org.jspecify.annotations.NullMarked;
