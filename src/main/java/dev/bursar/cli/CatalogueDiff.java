package dev.bursar.cli;

import dev.bursar.catalogue.CatalogueFile;
import dev.bursar.catalogue.Difference;
import dev.bursar.catalogue.Differences;
import dev.bursar.fault.Exit;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what applying a file would change. */
@Command(
        name = "diff",
        description = {
            "Compare a catalogue file with what is in force, field by field.",
            "Exits with 0 whether there are differences or not; with -o json an empty list says that there are none."
        })
final class CatalogueDiff implements Callable<Exit> {
    private final Invocation invocation;

    @Parameters(paramLabel = "FILE", description = "The whole catalogue, in YAML.")
    @SuppressWarnings("NullAway.Init") // picocli refuses the command without it
    Path file;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            converter = DateOrInstant.class,
            description =
                    "Compare with what is in force at this instant, or at the beginning of this UTC day; default now.")
    @Nullable
    Instant at;

    CatalogueDiff(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        CatalogueFile read = CatalogueFile.read(file);
        CatalogueInForce inForce = CatalogueInForce.at(invocation, at);
        List<Difference> differences = Differences.between(inForce.catalogue(), read.catalogue());
        if (differences.isEmpty()) {
            invocation
                    .output()
                    .say(file + " says what version " + inForce.version().id() + " says: no differences.");
        }
        DifferenceText.print(differences, invocation.output());
        return Exit.DONE;
    }
}
