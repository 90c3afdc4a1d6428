package dev.bursar.backfill;

import dev.bursar.intake.Dialect;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a source means.
 *
 * @param text as it was written; empty where the source has the contract's columns
 * @param dialect of a file
 * @param numbers how numbers are written
 * @param split of amounts over credit types
 * @param dates how dates are written
 * @param plans the plan by its legacy name; empty for none. A name that is not here stands for itself
 * @param expiresDays after how many days from the seam a lot expires that does not end with a legacy period; null: never
 * @param currency of paid cents, in lower case
 * @param subscribes whether users without a subscription are put on the plan of their row
 */
record Mapping(
        String text,
        SourceColumns columns,
        Dialect dialect,
        NumberFormat numbers,
        Split split,
        DateFormat dates,
        Map<String, String> plans,
        @Nullable Integer expiresDays,
        String currency,
        boolean subscribes) {

    Mapping {
        plans = Map.copyOf(plans);
    }
}
