package dev.bursar.catalogue;

import java.util.Locale;

/**
 * One thing in which two catalogues differ.
 *
 * @param item such as {@code plans[pro].allowances[shobeis]}
 * @param field such as {@code rollover.percent}; empty where the whole item comes or goes
 * @param before what was said; empty where there was nothing
 * @param after what is said now; empty where there is nothing
 */
public record Difference(Kind change, String item, String field, String before, String after) {
    /** What happened to an item or field. */
    public enum Kind {
        ADDED,
        REMOVED,
        CHANGED;

        /** As people and scripts read it, in lower case. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
