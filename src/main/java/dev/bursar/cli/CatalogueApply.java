package dev.bursar.cli;

import dev.bursar.catalogue.ApplyCatalogue;
import dev.bursar.catalogue.ApplyCatalogue.Applied;
import dev.bursar.catalogue.CatalogueFile;
import dev.bursar.catalogue.CatalogueVersion;
import dev.bursar.fault.Exit;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a file the catalogue. */
@Command(
        name = "apply",
        description = {
            "Apply a catalogue file, as a whole or not at all.",
            "Without a date it applies from the beginning of time while the ledger is empty, afterwards from now."
        })
final class CatalogueApply implements Callable<Exit> {
    private final Invocation invocation;

    @Parameters(paramLabel = "FILE", description = "The whole catalogue, in YAML; see bursar catalogue show.")
    @SuppressWarnings("NullAway.Init") // picocli refuses the command without it
    Path file;

    @Option(
            names = "--effective-from",
            paramLabel = "DATE",
            converter = DateOrInstant.class,
            description = "Apply from this UTC day (2026-12-01) or instant on.")
    @Nullable
    Instant effectiveFrom;

    @Option(names = "--dry-run", description = "Only say what would change.")
    boolean dryRun;

    CatalogueApply(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        CatalogueFile catalogue = CatalogueFile.read(file);
        Optional<Instant> from = Optional.ofNullable(effectiveFrom);
        Applied applied = invocation.database().inTransaction(client -> {
            ApplyCatalogue application = new ApplyCatalogue(client, invocation.reason());
            return dryRun ? application.rehearse(catalogue, from) : application.apply(catalogue, from);
        });
        print(applied);
        return Exit.DONE;
    }

    private void print(Applied applied) {
        Output output = invocation.output();
        if (output.format() == Format.JSON) {
            output.writeJson(json(applied));
            return;
        }
        output.say(summary(applied));
        DifferenceText.print(applied.differences(), output);
    }

    private String summary(Applied applied) {
        CatalogueVersion version = applied.version();
        if (!applied.isNew()) {
            return "Nothing to do: version " + version.id() + ", " + span(version) + ", says the same.";
        }
        String made = dryRun ? "Would apply " : "Catalogue version " + version.id() + " applies ";
        CatalogueVersion replaced = applied.replaced();
        String before =
                replaced == null ? "; there was no catalogue." : "; version " + replaced.id() + " was in force then.";
        return made + span(version) + before;
    }

    private static String span(CatalogueVersion version) {
        String from = version.appliesFrom() == null
                ? "the beginning of time"
                : version.appliesFrom().toString();
        return "from " + from + (version.appliesTo() == null ? "" : " until " + version.appliesTo());
    }

    private Map<String, @Nullable Object> json(Applied applied) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        CatalogueVersion replaced = applied.replaced();
        json.put("version", applied.isNew() && dryRun ? null : applied.version().id());
        json.put("changed", applied.isNew());
        json.put("dryRun", dryRun);
        json.put("appliesFrom", applied.version().appliesFrom());
        json.put("appliesTo", applied.version().appliesTo());
        json.put("replacedVersion", replaced == null || !applied.isNew() ? null : replaced.id());
        json.put("differences", applied.differences());
        return json;
    }
}
