/**
 * The ledger, seen from Java: the file of purchases, the readings that answer what a user has and why, and the operator's
 * entries. Every rule and every write is a function of the schema; here are its callers.
 *
 * <p>Refuses to compute a balance, a price or an order of consumption: SQL does, once.
 */
@NullMarked
package dev.bursar.ledger;

import org.jspecify.annotations.NullMarked;
