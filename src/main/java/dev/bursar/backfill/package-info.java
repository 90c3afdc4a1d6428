/**
 * The job that brings the balances of a legacy system into the ledger. {@link dev.bursar.backfill.Backfill} offers it,
 * {@code BackfillJob} reads top to bottom in run order, and every statement that it executes stands in {@code jobs/backfill/}.
 * What a source's columns mean is said by a {@code Mapping}; what a row may and may not be is judged once, by
 * {@code RowReader} for what it says itself and by {@code judge_balances} for what stands in bursar.
 *
 * <p>Refuses to lose a fraction of a credit unseen: source = migrated + rejected + rounding, each listed. Refuses to guess:
 * what can be read in two ways is a rejected row.
 */
@NullMarked
package dev.bursar.backfill;

import org.jspecify.annotations.NullMarked;
