package dev.bursar.cli;

import dev.bursar.catalogue.CatalogueVersion;
import dev.bursar.catalogue.Versions;
import dev.bursar.fault.Exit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Lists what was applied. */
@Command(
        name = "versions",
        description = "List the catalogues that were applied, in the order in which they come into force.")
final class CatalogueVersions implements Callable<Exit> {
    private final Invocation invocation;

    CatalogueVersions(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        Versions versions = new Versions(invocation.database().client());
        invocation.output().print(Rows.of(CatalogueVersion.class, versions.all()), "No catalogue was applied yet.");
        return Exit.DONE;
    }
}
