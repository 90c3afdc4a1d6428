package dev.bursar.cli;

import dev.bursar.fault.Exit;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * What the launcher lets the JVM watch when it makes the AOT cache: commands of every kind, on a server of its own below the
 * {@code BURSAR_HOME} that the launcher made up. What they answer does not matter; which classes they need does.
 */
final class Training {
    private static final List<String> COMMANDS = List.of(
            "--help",
            "--version",
            "completion bash",
            "unknown",
            "db start",
            "db migrate",
            "db status -o json",
            "db url",
            "doctor",
            "catalogue show",
            "balance nobody",
            "ledger nobody -o csv",
            "lots nobody",
            "charge nobody --action ANALYSIS --quantity 1 --key training",
            "allocation plan --date 2020-01-01 -o json",
            "runs list",
            "schedule list",
            "schedule next allocation",
            "db stop");

    private Training() {}

    public static void main(String[] arguments) {
        try (PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            for (String command : COMMANDS) {
                Exit _ = Bursar.run(command.split(" "), Map.copyOf(System.getenv()), nowhere, nowhere);
            }
        }
    }
}
