package dev.bursar.runbook;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A runbook that was read and can be followed.
 *
 * @param name as operators call it: of a packaged one the word, of another the file's name without {@code .md}
 * @param file where it was read from; empty: packaged
 * @param text the whole of it
 * @param steps the headings that have something to do, in order
 */
public record Runbook(String name, Optional<Path> file, String text, FrontMatter header, List<Step> steps) {

    /** The text without front matter, as a person reads it. */
    public String body() {
        return FrontMatter.without(text).strip() + "\n";
    }

    /** Everything to do or to answer, in order. */
    public Stream<Action> actions() {
        return steps.stream().flatMap(step -> step.actions().stream());
    }

    String sha256() {
        return Sha256.of(text);
    }

    /** How it is named on a command line. */
    public String argument() {
        return file.map(Path::toString).orElse(name);
    }

    /** The same runbook with the same parameters, whoever follows it. */
    String identity(Values values) {
        StringBuilder all = new StringBuilder();
        new TreeMap<>(values.byName())
                .forEach((name, value) ->
                        all.append(name).append('=').append(value).append('\n'));
        return Sha256.of(argument(), all.toString());
    }
}
