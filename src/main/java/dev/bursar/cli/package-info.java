/**
 * The door for people and scripts: {@link dev.bursar.cli.Bursar} and one class for each command. Reads options, calls the
 * rooms below, prints the result on stdout and everything else on stderr, and turns a fault into its message and exit code.
 *
 * <p>Refuses to hold a rule of money or time; those are below. Only {@code run} and {@code plan} of a job start Spring.
 */
@NullMarked
package dev.bursar.cli;

import org.jspecify.annotations.NullMarked;
