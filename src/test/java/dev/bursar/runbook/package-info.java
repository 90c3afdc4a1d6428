/** Runbooks against a real database, through bursar's own main. */
@NullMarked
package dev.bursar.runbook;

import org.jspecify.annotations.NullMarked;
