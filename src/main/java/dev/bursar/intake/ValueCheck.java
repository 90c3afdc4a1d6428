package dev.bursar.intake;

import java.util.Optional;

/** Judges one value of a row. */
@FunctionalInterface
public interface ValueCheck {
    /** Why the value is refused, for the reject file; empty if it is good. */
    Optional<String> reasonAgainst(String value);
}
