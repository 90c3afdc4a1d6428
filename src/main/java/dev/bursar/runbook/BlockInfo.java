package dev.bursar.runbook;

import dev.bursar.yaml.Complaints;
import dev.bursar.yaml.Spelling;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The line behind a fence: a language, and for a block that runs a kind and its terms. */
record BlockInfo(Language language, Kind kind, Terms terms) {
    private static final List<String> SHELLS = List.of("bash", "shell", "console", "zsh");
    private static final int LONGEST_SECONDS = 86_400;

    /** What a block's line says; empty for a block that is only shown. What is wrong becomes a complaint. */
    static Optional<BlockInfo> of(String info, int line, Complaints complaints) {
        List<String> words = Arrays.stream(info.strip().split("\\s+")).toList();
        if (words.size() < 2) {
            return Optional.empty();
        }
        Optional<Language> language = Language.of(words.getFirst()).filter(known -> known != Language.TEXT);
        Optional<Kind> kind =
                Kind.of(words.get(1)).filter(known -> Kind.blockWords().contains(known.word()));
        if (language.isEmpty()) {
            if (kind.isPresent() || SHELLS.contains(words.getFirst())) {
                complaints.add(
                        line,
                        "a block of " + words.getFirst()
                                + " cannot run; write bursar, sql or sh, or leave out what follows "
                                + words.getFirst());
            }
            return Optional.empty();
        }
        if (kind.isEmpty()) {
            complaints.add(
                    line,
                    "'" + words.get(1) + "' says nothing that a block can do; "
                            + Spelling.advice(words.get(1), Kind.blockWords()));
            return Optional.empty();
        }
        if (language.get() == Language.SQL && (kind.get() == Kind.RUN || kind.get() == Kind.UNDO)) {
            complaints.add(line, "a block of sql only reads: check or verify; what changes something is a command");
        }
        return Optional.of(new BlockInfo(
                language.get(), kind.get(), terms(language.get(), words.subList(2, words.size()), line, complaints)));
    }

    private static Terms terms(Language language, List<String> words, int line, Complaints complaints) {
        Terms terms = Terms.STANDARD;
        for (String word : words) {
            Optional<Terms> more = Optional.empty();
            try {
                more = with(terms, language, word.replaceFirst("=.*", ""), word.replaceFirst("[^=]*=?", ""));
            } catch (IllegalArgumentException e) {
                // said below
            }
            if (more.isEmpty()) {
                complaints.add(
                        line,
                        "'" + word + "' is no term of a " + language.word() + " block; "
                                + switch (language) {
                                    case SQL -> "rows=none, rows=some, rows=any and timeout=SECONDS are";
                                    case SH -> "exit=0,3 and timeout=SECONDS are";
                                    case BURSAR, TEXT -> "exit=0,3 is";
                                });
            }
            terms = more.orElse(terms);
        }
        return terms;
    }

    private static Optional<Terms> with(Terms terms, Language language, String name, String value) {
        return switch (name) {
            case "exit" ->
                language == Language.SQL
                        ? Optional.empty()
                        : exits(value).map(exits -> new Terms(exits, terms.rows(), terms.timeout()));
            case "rows" ->
                language != Language.SQL
                        ? Optional.empty()
                        : Optional.of(new Terms(
                                terms.exits(), Terms.Rows.valueOf(value.toUpperCase(Locale.ROOT)), terms.timeout()));
            case "timeout" ->
                language == Language.BURSAR
                        ? Optional.empty()
                        : seconds(value).map(timeout -> new Terms(terms.exits(), terms.rows(), timeout));
            default -> Optional.empty();
        };
    }

    private static Optional<List<Integer>> exits(String value) {
        return value.matches("\\d{1,3}(,\\d{1,3})*")
                ? Optional.of(
                        Arrays.stream(value.split(",")).map(Integer::valueOf).toList())
                : Optional.empty();
    }

    private static Optional<Duration> seconds(String value) {
        return value.matches("[1-9]\\d{0,4}") && Integer.parseInt(value) <= LONGEST_SECONDS
                ? Optional.of(Duration.ofSeconds(Integer.parseInt(value)))
                : Optional.empty();
    }
}
