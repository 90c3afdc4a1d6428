package dev.bursar.alerts;

import dev.bursar.config.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * An alert file that is well.
 *
 * @param file as an operator would look for it
 * @param sinks their names
 * @param rules how many are on, bursar's own included
 * @param off how many are off
 */
public record AlertCheck(String file, List<String> sinks, int rules, int off) {
    /**
     * Checks a file, and that the environment holds what its sinks need.
     *
     * @return what it holds; throws a fault of exit 2 with every mistake by line and field
     */
    public static AlertCheck of(Path file, Map<String, String> environment) {
        return of(AlertFile.read(file, environment));
    }

    /** Checks the file in force, as {@link #of(Path, Map)} does. */
    public static AlertCheck ofInForce(Settings settings, Map<String, String> environment) {
        return of(AlertFile.inForce(settings, environment));
    }

    private static AlertCheck of(AlertFile file) {
        int on = (int)
                file.rules().stream().filter(rule -> rule.inForce().isPresent()).count();
        return new AlertCheck(
                file.name(),
                file.sinks().stream().map(Sink::name).toList(),
                on,
                file.rules().size() - on);
    }
}
