/**
 * The proof of the ledger's rules: the functions of the schema against the independent {@link dev.bursar.ledger.model model},
 * against figures worked out by hand, and under concurrency. All of it on real PostgreSQL.
 */
@NullMarked
package dev.bursar.ledger;

import org.jspecify.annotations.NullMarked;
