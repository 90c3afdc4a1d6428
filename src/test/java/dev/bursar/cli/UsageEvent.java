package dev.bursar.cli;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A usage event, as a test makes it. */
record UsageEvent(
        String id,
        String user,
        Instant at,
        String action,
        @Nullable String model,
        @Nullable Long input,
        @Nullable Long output,
        @Nullable Long quantity,
        @Nullable Integer items) {}
