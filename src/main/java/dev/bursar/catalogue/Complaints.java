package dev.bursar.catalogue;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.error.Mark;

/** What is wrong with one file: reading goes on after each fault, so that an operator mends all of them at once. */
final class Complaints {
    private static final int MOST_SHOWN = 20;

    private final String file;
    private final List<Complaint> found = new ArrayList<>();

    private record Complaint(int line, int column, boolean isSyntax, String text) {
        @Override
        public String toString() {
            return "line " + line + (isSyntax ? ", column " + column : "") + ": " + text;
        }
    }

    Complaints(String file) {
        this.file = file;
    }

    /** Something is wrong with the field at {@code path}. */
    void add(Mark mark, String path, String text) {
        String sentence = path.isEmpty() ? "the file " + text : path + " " + text;
        found.add(new Complaint(mark.getLine() + 1, mark.getColumn() + 1, false, sentence));
    }

    /** The text is no YAML that we take, at a line and column that count from 1. */
    void addSyntax(int line, int column, String text) {
        found.add(new Complaint(line, column, true, text));
    }

    /** Throws one fault of code {@code invalid-catalogue} that lists what was found, if anything was. */
    void refuse() {
        if (found.isEmpty()) {
            return;
        }
        List<String> lines = found.stream()
                .sorted(Comparator.comparingInt(Complaint::line).thenComparingInt(Complaint::column))
                .map(Complaint::toString)
                .distinct()
                .toList();
        throw Fault.usage(
                FaultCode.INVALID_CATALOGUE, message(lines), "Mend the file and apply it again; nothing was applied.");
    }

    private String message(List<String> lines) {
        if (lines.size() == 1) {
            return file + ", " + lines.getFirst();
        }
        String list = lines.stream().limit(MOST_SHOWN).collect(Collectors.joining("\n  ", "\n  ", ""));
        String rest = lines.size() > MOST_SHOWN ? "\n  … and " + (lines.size() - MOST_SHOWN) + " more" : "";
        return file + " has " + lines.size() + " faults:" + list + rest;
    }
}
