/** Tests of the job {@code backfill}. */
@NullMarked
package dev.bursar.backfill;

import org.jspecify.annotations.NullMarked;
