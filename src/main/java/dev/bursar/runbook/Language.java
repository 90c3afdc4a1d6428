package dev.bursar.runbook;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an action is written in. */
public enum Language {
    /** Command lines of bursar, one a line, run in this process. */
    BURSAR,
    /** One statement that reads. */
    SQL,
    /** A script for {@code /bin/sh}, only where the operator allows it. */
    SH,
    /** What a person answers. */
    TEXT;

    /** As it stands behind a fence, and in the journal. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Language> of(String word) {
        return Arrays.stream(values())
                .filter(language -> language.word().equals(word))
                .findFirst();
    }
}
