/**
 * The PostgreSQL behind everything: the embedded server or the operator's own, its schema, and connections to it that carry the
 * session settings SQL reads. {@link dev.bursar.database.Database} is the door.
 *
 * <p>Refuses to know what is in the tables, to touch an embedded server while {@code DATABASE_URL} is set, and to let a
 * password into a message.
 */
@NullMarked
package dev.bursar.database;

import org.jspecify.annotations.NullMarked;
