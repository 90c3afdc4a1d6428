package dev.bursar.runbook;

import java.util.List;

/**
 * A heading and all that stands under it, up to the next heading.
 *
 * @param number among the headings that have something to do, from 1
 * @param line of its heading, from 1
 * @param text the whole of it, heading and prose included
 */
public record Step(int number, String heading, int line, String text, List<Action> actions) {

    String sha256() {
        return Sha256.of(text.stripTrailing());
    }

    boolean has(Kind kind) {
        return actions.stream().anyMatch(action -> action.kind() == kind);
    }
}
