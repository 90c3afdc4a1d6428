package dev.bursar.cli;

import dev.bursar.catalogue.CanonicalYaml;
import dev.bursar.catalogue.Catalogue;
import dev.bursar.catalogue.Field;
import dev.bursar.fault.Exit;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints what is in force. */
@Command(
        name = "show",
        description = {
            "Print the catalogue in force, as a file that can be edited and applied again.",
            "With -o json or csv: one row for each field, with its item."
        })
final class CatalogueShow implements Callable<Exit> {
    private final Invocation invocation;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            converter = DateOrInstant.class,
            description = "What is in force at this instant, or at the beginning of this UTC day; default now.")
    @Nullable
    Instant at;

    CatalogueShow(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        Catalogue catalogue = CatalogueInForce.at(invocation, at).catalogue();
        Output output = invocation.output();
        if (output.isForPeople()) {
            output.text(CanonicalYaml.print(catalogue));
        } else {
            output.print(Rows.of(Field.class, Field.allOf(catalogue)), "");
        }
        return Exit.DONE;
    }
}
