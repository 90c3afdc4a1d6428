/** Tests of the files that come in: their shape, their values, what becomes of bad rows. */
@NullMarked
package dev.bursar.intake;

import org.jspecify.annotations.NullMarked;
