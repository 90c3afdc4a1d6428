/**
 * How fast the jobs are, started by {@code scripts/bench}: each contender has an equal database, cloned from one template, and a
 * JVM of its own. Not part of the product, nor of {@code mvn verify}.
 */
@NullMarked
package dev.bursar.bench;

import org.jspecify.annotations.NullMarked;
