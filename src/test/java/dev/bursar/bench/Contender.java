package dev.bursar.bench;

import java.util.Arrays;
import java.util.Locale;

/** Who opens the periods. */
enum Contender {
    BARE("bare SQL, one transaction"),
    BURSAR_1("bursar, 1 worker"),
    BURSAR_2("bursar, 2 workers"),
    USUAL("usual Spring Batch, chunks of 1,000");

    private final String title;

    Contender(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    static Contender named(String name) {
        return Arrays.stream(values())
                .filter(contender -> contender.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " is none of " + Arrays.toString(values())));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
