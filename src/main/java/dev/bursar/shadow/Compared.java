package dev.bursar.shadow;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What this start of a run has come to know, from step to step; every start begins with the first. */
final class Compared {
    private @Nullable Long source;
    private @Nullable Result result;

    /** What a comparison has shown. */
    record Result(Sums sums, Verdict verdict) {}

    void hasRead(long legacySource) {
        source = legacySource;
    }

    /** The id of the legacy source, if there is one. */
    Optional<Long> source() {
        return Optional.ofNullable(source);
    }

    void hasShown(Result shown) {
        result = shown;
    }

    Result result() {
        if (result == null) {
            throw new IllegalStateException("nothing was compared yet");
        }
        return result;
    }
}
