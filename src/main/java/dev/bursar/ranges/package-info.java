/**
 * Work over bounded ranges of ids: a run cuts what there is to do into partitions, does each partition range by range, every range
 * in one transaction with the progress that it makes, comes back to whatever somebody else held, and sums up. A job says what is
 * to be done with a range (a {@link dev.bursar.ranges.RangeWork}); how far a run is, whose it is and that none of it is done twice
 * is seen to here. The statements stand in {@code src/main/resources/ranges/}: {@code jobs/} has those of single jobs.
 *
 * <p>Refuses to know what an id is, and any single job.
 */
@NullMarked
package dev.bursar.ranges;

import org.jspecify.annotations.NullMarked;
