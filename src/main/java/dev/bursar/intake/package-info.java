/**
 * Files in: CSV read as a stream, checked, copied into a staging table in one transaction, and bad rows written to a file
 * of their own. What a kind of file means is said by the room that owns the rows (an {@link dev.bursar.intake.ImportKind}).
 *
 * <p>Refuses to guess. A file whose shape is broken (encoding, header, quoting) loads nothing; a row that is wrong becomes
 * a reject with its line, column and reason. Refuses to hold a file in memory: a gigabyte passes through in a few buffers.
 */
@NullMarked
package dev.bursar.intake;

import org.jspecify.annotations.NullMarked;
