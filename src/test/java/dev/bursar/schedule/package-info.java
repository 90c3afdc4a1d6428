/** Tests of dev.bursar.schedule. */
@NullMarked
package dev.bursar.schedule;

import org.jspecify.annotations.NullMarked;
