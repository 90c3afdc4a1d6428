package dev.bursar.cli;

import dev.bursar.flags.FlagLists;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is said of a list that was changed. */
final class FlagListAnswer {
    private FlagListAnswer() {}

    /** The names that were given, one an argument or several between commas, as a list holds them. */
    static List<String> names(List<String> given) {
        return given.stream()
                .flatMap(some -> Arrays.stream(some.split(",", -1)))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /**
     * Says it.
     *
     * @param done what became of those that were asked for: {@code put on it}
     * @param already what is true of them where nothing was changed: {@code on it already}
     */
    static void print(Invocation invocation, Writing writing, FlagLists.Change change, String done, String already) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("flag", change.flag());
        answer.put("changed", change.changed());
        answer.put("names", change.names());
        answer.put("inForce", change.isInForce());
        String what = change.changed().isEmpty()
                ? "nothing was changed: all of them were " + already
                : String.join(", ", change.changed()) + (change.changed().size() == 1 ? " was " : " were ") + done;
        String above = change.isInForce() ? "" : " The environment stands above it, so its list stays in force here.";
        writing.answer(
                invocation,
                answer,
                change.flag() + ": " + what + "; it names " + change.names().size() + " now." + above,
                "bursar flags explain USER says what becomes of a user's charges.");
    }
}
