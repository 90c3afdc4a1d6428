package dev.bursar.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The operator's word on what was begun before a process died, and whose end nobody saw. */
final class RunbookSettling {
    @Option(
            names = "--was-done",
            paramLabel = "STEP",
            description = "2.1 was begun, nobody saw its end, and it was done.")
    List<String> wasDone = new ArrayList<>();

    @Option(names = "--was-not-done", paramLabel = "STEP", description = "Likewise, and it was not done.")
    List<String> wasNotDone = new ArrayList<>();
}
