/** Tests of commands through their {@code main}, and {@link dev.bursar.cli.CommandLineRun}, which runs one. */
@NullMarked
package dev.bursar.cli;

import org.jspecify.annotations.NullMarked;
