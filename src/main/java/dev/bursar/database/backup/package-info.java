/**
 * Copies of the database that can be brought back alone: {@link dev.bursar.database.backup.Backup} makes one,
 * {@link dev.bursar.database.backup.Restore} brings it back and proves that it is the same ledger. The embedded server is copied
 * file by file with its WAL, by PostgreSQL's own functions, since its archive holds neither pg_dump nor pg_basebackup; an
 * operator's own server is dumped by the pg_dump at hand.
 *
 * <p>Refuses to overwrite anything, to give a half-made backup a name that looks whole, and to keep a password.
 */
@NullMarked
package dev.bursar.database.backup;

import org.jspecify.annotations.NullMarked;
