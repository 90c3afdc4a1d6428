@NullMarked
package dev.bursar.allocation;

import org.jspecify.annotations.NullMarked;
