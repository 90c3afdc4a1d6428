package dev.bursar.catalogue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A catalogue that was applied.
 *
 * @param appliesFrom null: from the beginning of time
 * @param appliesTo where the next version takes over, exclusive; null: open
 * @param sha256 of the file, in hex
 */
public record CatalogueVersion(
        int id,
        @Nullable Instant appliesFrom,
        @Nullable Instant appliesTo,
        Instant appliedAt,
        String actor,
        String sha256) {}
