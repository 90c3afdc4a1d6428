package dev.bursar.catalogue;

import java.util.Arrays;

/** What happens to periods that nobody opened in time. */
public enum MissedPeriods {
    /** Each is opened in turn and granted. */
    GRANT_EACH("grant-each"),
    /** Each is closed, only the latest is granted. */
    LATEST_ONLY("latest-only");

    private final String word;

    MissedPeriods(String word) {
        this.word = word;
    }

    /** The choice with a word that is one of them. */
    static MissedPeriods of(String word) {
        return Arrays.stream(values())
                .filter(choice -> choice.word.equals(word))
                .findFirst()
                .orElseThrow();
    }

    /** As files and tables say it. */
    public String word() {
        return word;
    }
}
