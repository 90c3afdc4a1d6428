/** Tests of amounts. */
@NullMarked
package dev.bursar.money;

import org.jspecify.annotations.NullMarked;
