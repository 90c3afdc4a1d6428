@NullMarked
package dev.bursar.ranges;

import org.jspecify.annotations.NullMarked;
