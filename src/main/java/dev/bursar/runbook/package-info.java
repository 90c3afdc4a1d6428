/**
 * Runbooks: Markdown that an operator reads at night and bursar can follow. Reads and checks them, follows them step by step,
 * keeps the journal, goes on after an interruption, and undoes what was done, last step first.
 *
 * <p>Refuses to know any command: the door hands in how a command line is run and what is wrong with it. Refuses to put a
 * parameter anywhere but into one word of a command, a bound value of a statement, or a variable of a script. Refuses to write
 * a secret down.
 */
@NullMarked
package dev.bursar.runbook;

import org.jspecify.annotations.NullMarked;
