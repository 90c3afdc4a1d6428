/**
 * The job that checks whether the books agree: every invariant, for all accounts, as of one moment, while charges go on. What does
 * not agree becomes a finding with its age and owner. {@link dev.bursar.reconciliation.Reconciliation} offers it,
 * {@code ReconciliationJob} reads top to bottom in run order, and every statement that it executes stands in
 * {@code jobs/reconciliation/}.
 *
 * <p>Refuses to mend anything, and to know an invariant: those are the ledger's, as views, without tolerance.
 */
@NullMarked
package dev.bursar.reconciliation;

import org.jspecify.annotations.NullMarked;
