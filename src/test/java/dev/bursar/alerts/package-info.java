/** Proofs of the alerts: on a real PostgreSQL, and with sinks that are real HTTP servers. */
@NullMarked
package dev.bursar.alerts;

import org.jspecify.annotations.NullMarked;
