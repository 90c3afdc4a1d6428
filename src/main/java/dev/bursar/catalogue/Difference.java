package dev.bursar.catalogue;

/**
 * One thing in which two catalogues differ.
 *
 * @param change {@code added}, {@code removed} or {@code changed}
 * @param item such as {@code plans[pro].allowances[shobeis]}
 * @param field such as {@code rollover.percent}; empty where the whole item is added or removed
 * @param before what was said; empty where there was nothing
 * @param after what is said now; empty where there is nothing
 */
public record Difference(String change, String item, String field, String before, String after) {}
