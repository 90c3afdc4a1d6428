package dev.bursar.runbook;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The texts of actions with parameters in their places. Parameters are put in after a command line was cut into words, so
 * that a value can never be more than one word, or part of one.
 */
public final class CommandText {
    private CommandText() {}

    /** The arguments of a command line, without {@code bursar}. */
    static List<String> arguments(Action action, Values values) {
        return words(action).stream().map(word -> Template.filled(word, values)).toList();
    }

    /** What is wrong with the command line of an action; empty if nothing, or if it is no line of words to begin with. */
    static Optional<String> mistake(Action action, Runbook runbook, CommandDoor door) {
        List<String> words;
        try {
            words = words(action);
        } catch (IllegalArgumentException saidByLint) {
            return Optional.empty();
        }
        List<CommandDoor.Word> sampled = words.stream()
                .map(word -> new CommandDoor.Word(sampled(word, runbook), Template.isLiteral(word)))
                .toList();
        return door.mistake(sampled, action.kind() == Kind.CHECK);
    }

    private static List<String> words(Action action) {
        List<String> words = Words.of(action.text());
        return !words.isEmpty() && words.getFirst().equals("bursar") ? words.subList(1, words.size()) : words;
    }

    private static String sampled(String word, Runbook runbook) {
        return Template.filled(
                word,
                name -> runbook.header().parameters().stream()
                        .filter(parameter -> parameter.name().equals(name))
                        .findFirst()
                        .map(Parameter::sample)
                        .orElse(ParameterType.TEXT.sample()));
    }

    /**
     * How an action reads with what is known of its parameters filled in, safe to be copied: quoted as a shell and as SQL read
     * them. What is not known stays in its braces.
     */
    public static String shown(Action action, Values values) {
        return switch (action.language()) {
            case BURSAR ->
                "bursar "
                        + words(action).stream()
                                .map(word -> Template.isLiteral(word) || !isKnown(word, values)
                                        ? readable(word)
                                        : Words.quoted(Template.filled(word, values)))
                                .collect(Collectors.joining(" "));
            case SQL -> Template.filled(action.text(), name -> literal(name, values));
            case SH -> action.text();
            case TEXT -> Template.filled(action.text(), values);
        };
    }

    private static boolean isKnown(String word, Values values) {
        return values.byName().keySet().containsAll(Template.names(word));
    }

    /** A word of the author's; braces need no quotes, and stand out without them. */
    private static String readable(String word) {
        return Template.isLiteral(word) ? Words.quoted(word) : Template.filled(word, name -> "{{" + name + "}}");
    }

    private static String literal(String name, Values values) {
        return values.byName().containsKey(name)
                ? "'" + Objects.requireNonNull(values.byName().get(name)).replace("'", "''") + "'"
                : "{{" + name + "}}";
    }
}
