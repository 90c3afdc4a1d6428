/**
 * The words for everything that can be expected to go wrong: a {@link dev.bursar.fault.Fault} carries a code, a message with
 * the values, a hint, and through its code the exit code of the command. SQL raises the same codes.
 *
 * <p>The bottom of the house. It refuses to know any other room, and nobody throws a fault for a bug: that stays an ordinary
 * exception until the command line reports it.
 */
@NullMarked
package dev.bursar.fault;

import org.jspecify.annotations.NullMarked;
