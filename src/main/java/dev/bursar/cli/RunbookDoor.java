package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.runbook.CommandDoor;
import dev.bursar.runbook.Tail;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Bursar's commands as a runbook calls them: in this process, with the caller's environment, database and settings. */
final class RunbookDoor implements CommandDoor {
    private static final String NO_NAME = "a parameter stands where a command is named; write the command out";

    private final Invocation invocation;

    RunbookDoor(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Optional<String> mistake(List<Word> words, boolean mustRead) {
        if (!words.isEmpty() && !words.getFirst().isLiteral()) {
            return Optional.of(NO_NAME);
        }
        String[] arguments = words.stream().map(Word::text).toArray(String[]::new);
        try (Invocation rehearsal = new Invocation(
                invocation.environment(),
                OutputStream.nullOutputStream(),
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))) {
            ParseResult parsed = CommandTree.checked(rehearsal, arguments);
            CommandSpec command = parsed.commandSpec();
            String name = command.qualifiedName().replaceFirst("^bursar ?", "");
            int length = name.isEmpty() ? 0 : name.split(" ").length;
            if (words.stream().limit(length).anyMatch(word -> !word.isLiteral())) {
                return Optional.of(NO_NAME);
            }
            return RunbookCommandKinds.mistake(name, parsed, mustRead);
        } catch (ParameterException wrong) {
            return Optional.of(Complaint.inWords(wrong));
        }
    }

    @Override
    public Outcome run(List<String> arguments, boolean readOnly) {
        Tail both = new Tail();
        Tail complaint = new Tail();
        boolean isRefusedChanges = readOnly && RunbookCommandKinds.worksReadOnly(arguments);
        PrintStream err = new PrintStream(new Both(both, complaint), true, StandardCharsets.UTF_8);
        Exit exit = Bursar.run(withGlobalOptions(arguments), invocation.environment(), isRefusedChanges, both, err);
        return new Outcome(exit.code(), both.text().strip(), reason(complaint.text()));
    }

    /** What a command says last is why it failed, with what to do; progress before it is not. */
    private static String reason(String stderr) {
        int start = stderr.lastIndexOf("bursar: ");
        return start < 0
                ? ""
                : stderr.substring(start + "bursar: ".length())
                        .strip()
                        .replaceAll(":\\s*\\n\\s*", ": ")
                        .replaceAll("\\s*\\n\\s*", "; ")
                        .replaceFirst("\\.$", "");
    }

    /** The caller's own global options, as far as the line does not say otherwise. */
    private String[] withGlobalOptions(List<String> arguments) {
        List<String> all = new ArrayList<>(arguments);
        int end = all.indexOf("--"); // what stands behind it is no option
        List<String> options = new ArrayList<>();
        GlobalOptions given = invocation.options();
        addUnlessSaid(options, arguments, "--config", given.config == null ? null : given.config.toString());
        addUnlessSaid(options, arguments, "--database-url", given.databaseUrl);
        addUnlessSaid(options, arguments, "--reason", given.reason);
        all.addAll(end < 0 ? all.size() : end, options);
        return all.toArray(String[]::new);
    }

    private static void addUnlessSaid(
            List<String> options, List<String> arguments, String name, @Nullable String value) {
        boolean isSaid = arguments.stream().anyMatch(word -> word.equals(name) || word.startsWith(name + "="));
        if (value != null && !isSaid) {
            options.add(name + "=" + value);
        }
    }

    /** Writes to two places. */
    private static final class Both extends OutputStream {
        private final OutputStream one;
        private final OutputStream other;

        Both(OutputStream one, OutputStream other) {
            this.one = one;
            this.other = other;
        }

        @Override
        public void write(int b) throws IOException {
            one.write(b);
            other.write(b);
        }
    }
}
