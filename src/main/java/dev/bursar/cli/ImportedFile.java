package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.intake.Import;
import dev.bursar.intake.ImportKind;
import dev.bursar.intake.ImportResult;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Parameters;

/** The file of an import, and what is said of it. */
final class ImportedFile {
    @Parameters(index = "0", paramLabel = "FILE", description = "CSV in UTF-8, with a header.")
    Path path = Path.of("");

    /** Loads it and says what happened; exit 3 if rows were rejected. */
    Exit load(Invocation invocation, ImportKind kind, boolean dryRun, String next) {
        ImportResult result = new Import(kind, invocation.settings().home(), dryRun).load(path, invocation.database());
        Output output = invocation.output();
        if (output.isForPeople()) {
            tell(output, result, next);
        } else {
            output.print(object(result));
        }
        return result.rejected() > 0 ? Exit.ANSWER_IS_NO : Exit.DONE;
    }

    private static void tell(Output output, ImportResult result, String next) {
        output.say(String.format(
                Locale.ROOT,
                "%s: %,d %s read, %,d written, %,d unchanged, %,d rejected.",
                result.file(),
                result.read(),
                result.read() == 1 ? "row" : "rows",
                result.written(),
                result.skipped(),
                result.rejected()));
        result.files().forEach(file -> output.say("Rejected rows, each with its line and reason: " + file));
        if (result.dryRun()) {
            output.say("Dry run: nothing was imported.");
        } else if (result.rejected() > 0) {
            output.say("Next: correct them in " + result.file() + " and import it again; only rows that changed act.");
        } else if (result.read() == 0) {
            output.say("Nothing was changed: the file has a header and no rows.");
        } else if (result.written() == 0) {
            output.say("Nothing was changed: every row was imported before.");
        } else {
            output.say("Next: " + next);
        }
    }

    private static Map<String, Object> object(ImportResult result) {
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("read", result.read());
        counts.put("written", result.written());
        counts.put("skipped", result.skipped());
        counts.put("rejected", result.rejected());
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("import", result.kind());
        object.put("file", result.file());
        object.put("sha256", result.sha256());
        object.put("dryRun", result.dryRun());
        object.put("counts", counts);
        object.put("files", result.files().stream().map(Path::toString).toList());
        return object;
    }
}
