package dev.bursar.catalogue;

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

    /** As files and tables say it. */
    public String word() {
        return word;
    }
}
