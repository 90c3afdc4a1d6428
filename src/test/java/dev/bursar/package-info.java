/** Tests of the house as a whole. */
@NullMarked
package dev.bursar;

import org.jspecify.annotations.NullMarked;
