package dev.bursar.runbook;

/**
 * One thing that a step does or asks.
 *
 * @param step the number of its step, from 1
 * @param number among the actions of its step, from 1
 * @param line where it stands in the runbook, from 1
 * @param text the command line, statement or script; what is to be ticked; the word to be typed
 */
public record Action(int step, int number, Kind kind, Language language, int line, String text, Terms terms) {

    /** How operators name it: {@code 2.1}. */
    public String id() {
        return step + "." + number;
    }

    /** Changes when anything of it changes that matters to what it does. */
    String sha256() {
        return Sha256.of(kind.word(), language.word(), text, terms.toString());
    }
}
