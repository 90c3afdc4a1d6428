/** Tests of dev.bursar.calendar. */
@NullMarked
package dev.bursar.calendar;

import org.jspecify.annotations.NullMarked;
