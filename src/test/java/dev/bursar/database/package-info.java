/** Tests of the database room, and {@link dev.bursar.database.TestDatabase}, on which every test that touches SQL stands. */
@NullMarked
package dev.bursar.database;

import org.jspecify.annotations.NullMarked;
