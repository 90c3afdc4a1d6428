/** Nodes as their operators meet them: real processes, real signals, a real database. */
@NullMarked
package dev.bursar.serve;

import org.jspecify.annotations.NullMarked;
