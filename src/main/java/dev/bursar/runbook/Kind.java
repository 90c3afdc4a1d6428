package dev.bursar.runbook;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What an action is for. */
public enum Kind {
    /** Looks, changes nothing, and must pass. */
    CHECK,
    /** Does it. */
    RUN,
    /** Makes sure that it was done; must pass. */
    VERIFY,
    /** Takes back what the step's runs did; only in a rollback. */
    UNDO,
    /** A person says that something is so. */
    TICK,
    /** A person types a word that shows that they mean it. */
    CONFIRM;

    /** As it stands behind a block's language, and in the journal. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The words that make a block run. */
    static List<String> blockWords() {
        return List.of(CHECK.word(), RUN.word(), VERIFY.word(), UNDO.word());
    }

    static Optional<Kind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }
}
