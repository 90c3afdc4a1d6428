package dev.bursar.cli;

import picocli.CommandLine.Option;

/** What an operator's entry needs, whichever way it goes: how much of what, under which key. */
final class EntryOptions {
    @Option(names = "--credit-type", paramLabel = "TYPE", required = true, description = "Such as credits or shobeis.")
    String creditType = "";

    @Option(
            names = "--credits",
            paramLabel = "N",
            required = true,
            description = "How many; decimals where the type allows. Only adjust takes a sign: -5 takes five away.")
    String credits = "";

    @Option(
            names = "--key",
            paramLabel = "KEY",
            required = true,
            description = "Takes effect once; a repeat gets the first answer.")
    String key = "";
}
