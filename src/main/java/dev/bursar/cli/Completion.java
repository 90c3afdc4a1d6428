package dev.bursar.cli;

import dev.bursar.fault.Exit;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Scripts with which a shell completes commands and options. */
@Command(
        name = "completion",
        description = {"Print a completion script for a shell.", "In bash: source <(bursar completion bash)."})
final class Completion implements Callable<Exit> {
    /** The shells for which there is a script. */
    enum Shell {
        BASH,
        ZSH,
        FISH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Invocation invocation;

    @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
    Shell shell = Shell.BASH;

    @Spec
    CommandSpec spec = CommandSpec.create();

    Completion(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        CommandLine root = spec.root().commandLine();
        invocation
                .output()
                .text(
                        switch (shell) {
                            case BASH -> AutoComplete.bash("bursar", root);
                            case ZSH ->
                                "autoload -U +X bashcompinit && bashcompinit\n" + AutoComplete.bash("bursar", root);
                            case FISH -> FishCompletion.of(root);
                        });
        return Exit.DONE;
    }
}
