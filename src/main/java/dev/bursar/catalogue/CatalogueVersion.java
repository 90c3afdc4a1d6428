package dev.bursar.catalogue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A catalogue that was applied.
 *
 * @param appliesFrom null: from the beginning of time
 * @param appliesTo where the next version takes over, exclusive; null: open
 * @param state {@code in force}, {@code past}, {@code to come}, or {@code replaced}: a later one applies from the same instant
 * @param sha256 of the file, in hex
 */
public record CatalogueVersion(
        int id,
        @Nullable Instant appliesFrom,
        @Nullable Instant appliesTo,
        String state,
        Instant appliedAt,
        String actor,
        @Nullable String reason,
        String sha256) {}
