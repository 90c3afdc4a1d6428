/**
 * The ledger's rules once more, as small and plain as they can be said: in memory, one user and one rule at a time, written from
 * the design and not from the SQL. It exists to disagree with the SQL when one of the two is wrong.
 *
 * <p>It brings every account up to date before every operation, as an hourly job would; nothing here is lazy.
 */
@NullMarked
package dev.bursar.ledger.model;

import org.jspecify.annotations.NullMarked;
