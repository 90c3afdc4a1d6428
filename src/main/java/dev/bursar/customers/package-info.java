/**
 * Users and their subscriptions: the files that bring them in, and what an operator changes about one of them (plan,
 * cancellation, freezing).
 *
 * <p>Refuses to decide when a change takes effect or what it grants: {@code change_subscription} in SQL does, for the file,
 * the command and the host alike. Refuses to know the ledger.
 */
@NullMarked
package dev.bursar.customers;

import org.jspecify.annotations.NullMarked;
