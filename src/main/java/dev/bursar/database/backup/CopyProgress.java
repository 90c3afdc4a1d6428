package dev.bursar.database.backup;

import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Says how far a copy is: at every tenth, and nothing of what is over at once. */
final class CopyProgress implements LongConsumer {
    private static final long WORTH_SAYING = 64L << 20;

    private final String verb;
    private final long all;
    private final Consumer<String> say;
    private long done;
    private long tenths;

    /**
     * @param verb such as {@code copied}
     * @param all in bytes, about
     */
    CopyProgress(String verb, long all, Consumer<String> say) {
        this.verb = verb;
        this.all = all;
        this.say = say;
    }

    @Override
    public void accept(long bytes) {
        done += bytes;
        if (all >= WORTH_SAYING && done * 10 / all > tenths && done < all) {
            tenths = done * 10 / all;
            say.accept(verb + " " + Manifest.megabytes(done) + " of " + Manifest.megabytes(all) + " (" + tenths * 10
                    + " %)");
        }
    }
}
