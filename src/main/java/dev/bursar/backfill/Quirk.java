package dev.bursar.backfill;

/** What is odd about a row that is kept all the same; the table {@code legacy_quirk} says the same. */
enum Quirk {
    ABOVE_LIMIT(1),
    LOCAL_DATE(2),
    THOUSANDS_SEPARATOR(4),
    DECIMALS(8),
    ROUNDED(16),
    NOTHING_LEFT(32),
    LONG_PERIOD(64);

    private final int bit;

    Quirk(int bit) {
        this.bit = bit;
    }

    int bit() {
        return bit;
    }
}
