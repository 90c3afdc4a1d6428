package dev.bursar.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a change of flags belongs to. */
final class FlagPart {
    @Option(
            names = "--part-of",
            paramLabel = "NAME",
            description = "What this belongs to, such as rollout-5: 'flags revert NAME' takes it back.")
    @Nullable
    String name;
}
