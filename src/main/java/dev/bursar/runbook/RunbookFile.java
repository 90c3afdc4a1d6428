package dev.bursar.runbook;

import dev.bursar.database.PackagedFolder;
import dev.bursar.database.Statements;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.yaml.Complaints;
import dev.bursar.yaml.FileKind;
import dev.bursar.yaml.Spelling;
import dev.bursar.yaml.TextFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where runbooks are found: packaged with bursar, or in a file of the operator's. */
public final class RunbookFile {
    static final FileKind KIND = new FileKind(
            "runbook",
            "title",
            FaultCode.INVALID_RUNBOOK,
            "Mend the runbook and check it again with 'bursar runbook lint'.",
            "Markdown");

    private static final String FOLDER = "runbooks";
    private static final String ENDING = ".md";

    private RunbookFile() {}

    /** The names of those that are packaged, sorted. */
    public static List<String> names() {
        return PackagedFolder.files(FOLDER).stream()
                .filter(file -> file.endsWith(ENDING) && !file.contains("/"))
                .map(file -> file.substring(0, file.length() - ENDING.length()))
                .sorted()
                .toList();
    }

    /**
     * Reads a runbook and checks everything in it, its commands included.
     *
     * @param nameOrFile the name of a packaged one; with a slash or {@code .md} in it, a file
     * @return it; throws a fault of exit 2 if there is none, or with every fault found in it (the first 20 of them) by line
     */
    public static Runbook open(String nameOrFile, CommandDoor door) {
        boolean isFile = nameOrFile.contains("/") || nameOrFile.endsWith(ENDING);
        Optional<Path> file = Optional.of(nameOrFile)
                .filter(_ -> isFile)
                .map(path -> Path.of(path).toAbsolutePath().normalize());
        String called = isFile ? nameOrFile : FOLDER + "/" + nameOrFile + ENDING;
        String text = TextFile.decoded(
                called, isFile ? TextFile.bytes(Path.of(nameOrFile), KIND) : packaged(nameOrFile), KIND);
        Complaints complaints = new Complaints(called, KIND);
        Runbook runbook = RunbookReader.read(called, nameOf(nameOrFile), file, text, complaints);
        runbook.actions()
                .filter(action -> action.language() == Language.BURSAR)
                .forEach(action -> CommandText.mistake(action, runbook, door)
                        .ifPresent(mistake -> complaints.add(action.line(), mistake)));
        complaints.refuse();
        return runbook;
    }

    private static String nameOf(String nameOrFile) {
        String file = nameOrFile.substring(nameOrFile.lastIndexOf('/') + 1);
        return file.endsWith(ENDING) ? file.substring(0, file.length() - ENDING.length()) : file;
    }

    private static byte[] packaged(String name) {
        if (!names().contains(name)) {
            throw Fault.usage(
                    FaultCode.UNKNOWN_RUNBOOK,
                    "there is no runbook '" + name + "'; " + Spelling.advice(name, names()),
                    "'bursar runbook list' has those that there are; a file is given by its path, as ./" + name + ENDING
                            + ".");
        }
        return Statements.read(FOLDER + "/" + name + ENDING).getBytes(StandardCharsets.UTF_8);
    }
}
