package dev.bursar.cli;

import picocli.CommandLine.Parameters;

/** The user that a command is about. */
final class UserParameter {
    @Parameters(index = "0", paramLabel = "USER", description = "The host's own id of the user.")
    String id = "";
}
