package dev.bursar.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A runbook and what it wants to know. */
final class RunbookParameters {
    @Parameters(paramLabel = "NAME|FILE", description = "A name of 'bursar runbook list', or a file, as ./mine.md.")
    String runbook = "";

    @Option(
            names = "--param",
            paramLabel = "NAME=VALUE",
            description = {
                "A parameter, as date=2026-11-01; as often as there are any.",
                "A date may be today or yesterday, a month this-month or last-month."
            })
    List<String> values = new ArrayList<>();
}
