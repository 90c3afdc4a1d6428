package dev.bursar.cli;

import dev.bursar.config.Setting;
import dev.bursar.database.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A command that was run through bursar's main, within the test's process.
 *
 * @param exit the exit code
 * @param stdout the result
 * @param stderr progress, notes and errors
 */
public record CommandLineRun(int exit, String stdout, String stderr) {
    /** Runs a command on a test's database. */
    public static CommandLineRun on(TestDatabase database, String... arguments) {
        return on(database, Map.of(), arguments);
    }

    /** Runs a command on a test's database, with more in its environment. */
    public static CommandLineRun on(TestDatabase database, Map<Setting, String> environment, String... arguments) {
        return with(database.variables(environment), arguments);
    }

    /** Runs a command with exactly this environment. */
    public static CommandLineRun with(Map<String, String> environment, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit = Bursar.run(arguments, environment, out, new PrintStream(err, true, StandardCharsets.UTF_8))
                .code();
        return new CommandLineRun(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** What was printed under {@code -o json}. */
    public JsonNode json() {
        return JsonMapper.shared().readTree(stdout);
    }
}
