/**
 * Reads YAML files that people write: each value with its line, every fault of a file at once, with line and field.
 *
 * <p>Refuses what makes a file mean something other than what stands on its lines (anchors, aliases, tags, repeated and unknown
 * keys), and to know what any file is about: that is the caller's.
 */
@NullMarked
package dev.bursar.yaml;

import org.jspecify.annotations.NullMarked;
