/**
 * The job that compares the shadow with what is real: what bursar says that requests cost with what was charged for them, and
 * consumption under it with a legacy system's, and says whether to go on with a rollout. {@link dev.bursar.shadow.Shadow} offers
 * it, {@code ShadowJob} reads top to bottom in run order, and every statement that it executes stands in {@code jobs/shadow/}.
 *
 * <p>Refuses to charge, to switch anything, and to know a price: it asks the ledger's own functions again.
 */
@NullMarked
package dev.bursar.shadow;

import org.jspecify.annotations.NullMarked;
