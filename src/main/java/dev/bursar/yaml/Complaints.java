package dev.bursar.yaml;

import dev.bursar.fault.Fault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.error.Mark;

/** What is wrong with one file: reading goes on after each fault, so that an operator mends all of them at once. */
public final class Complaints {
    private static final int MOST_SHOWN = 20;

    private final String file;
    private final FileKind kind;
    private final List<Complaint> found = new ArrayList<>();

    private record Complaint(int line, int column, boolean isSyntax, String text) {
        @Override
        public String toString() {
            return "line " + line + (isSyntax ? ", column " + column : "") + ": " + text;
        }
    }

    /** @param file as the operator named it */
    public Complaints(String file, FileKind kind) {
        this.file = file;
        this.kind = kind;
    }

    /** Something is wrong with the field at {@code path}. */
    public void add(Mark mark, String path, String text) {
        String sentence = path.isEmpty() ? "the file " + text : path + " " + text;
        found.add(new Complaint(mark.getLine() + 1, mark.getColumn() + 1, false, sentence));
    }

    /** Something is wrong with a line that counts from 1. */
    public void add(int line, String text) {
        found.add(new Complaint(line, 1, false, text));
    }

    /** The text is no YAML that we take, at a line and column that count from 1. */
    void addSyntax(int line, int column, String text) {
        found.add(new Complaint(line, column, true, text));
    }

    /** Throws one fault of the kind's code that lists what was found, if anything was. */
    public void refuse() {
        if (found.isEmpty()) {
            return;
        }
        List<String> lines = found.stream()
                .sorted(Comparator.comparingInt(Complaint::line).thenComparingInt(Complaint::column))
                .map(Complaint::toString)
                .distinct()
                .toList();
        throw Fault.usage(kind.fault(), message(lines), kind.hint());
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
