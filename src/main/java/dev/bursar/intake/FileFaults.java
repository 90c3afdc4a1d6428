package dev.bursar.intake;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * What can be wrong with a file as a whole. Each ends with exit 2, and nothing of the file is loaded.
 *
 * @param path of the file
 * @param state what is true of everything else then, in the words of whoever reads it: {@code nothing was charged}
 */
record FileFaults(Path path, String state) {
    /** The file's own name, without its folder. */
    String file() {
        Path name = path.getFileName();
        return name == null ? path.toString() : name.toString();
    }

    Fault unreadable(@Nullable IOException cause) {
        String reason = switch (cause) {
            case null -> "it is a folder";
            case NoSuchFileException _ -> "there is no such file";
            case AccessDeniedException _ -> "you have no right to read it";
            default -> cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        };
        String message = "cannot read " + path + ": " + reason + "; " + state;
        String hint = "Give the path of a file that you can read.";
        return cause == null
                ? Fault.usage(FaultCode.UNREADABLE_FILE, message, hint)
                : Fault.usage(FaultCode.UNREADABLE_FILE, message, hint, cause);
    }

    Fault readOnce() {
        return Fault.usage(
                FaultCode.UNREADABLE_FILE,
                "cannot read " + path + ": it is a pipe or a device, which can be read only once; " + state,
                "Save what it brings as a file, or load it into a table and give table:NAME.");
    }

    Fault empty(Columns columns) {
        return malformed(" is empty", "The first line has to name the columns: " + columns.describe() + ".");
    }

    Fault empty() {
        return malformed(" is empty", "The first line has to name the columns.");
    }

    Fault binary(long line) {
        return malformed(" line " + line + ": a NUL byte, so this is no text file", "Save it as CSV in UTF-8.");
    }

    Fault notUtf8(long line, int wrongByte) {
        return malformed(
                " line %d: byte 0x%02X is not UTF-8".formatted(line, wrongByte),
                "Save it as CSV in UTF-8 (in Excel: 'CSV UTF-8').");
    }

    Fault recordTooLarge(long recordLine, long quoteLine) {
        return malformed(
                " line " + recordLine + ": the record that begins here is larger than 1 MiB",
                quoteLine > 0
                        ? "A quote that opens on line " + quoteLine + " is not closed by then: close it."
                        : "Break the file into lines, one record each.");
    }

    Fault quoteNotClosed(long quoteLine) {
        return malformed(
                " line " + quoteLine + ": the quote that opens here is never closed",
                "Close it, or double it where the quote itself is meant.");
    }

    Fault textBehindQuote(long line) {
        return malformed(
                " line " + line + ": text follows a closing quote",
                "Double a quote that is meant as text: \"she said \"\"hi\"\"\".");
    }

    Fault twice(String column) {
        return malformed(" line 1: column '" + column + "' stands there twice", "Name every column once.");
    }

    Fault unknown(String column, Columns columns) {
        boolean semicolons = column.contains(";");
        return malformed(
                " line 1: unknown column '" + abbreviate(column) + "'",
                semicolons
                        ? "The columns seem to be separated by semicolons: save the file with commas."
                        : "The columns are " + columns.describe() + ".");
    }

    Fault missing(List<String> missing, Columns columns) {
        return malformed(
                " line 1: column " + String.join(", ", missing) + " is missing",
                "The columns are " + columns.describe() + ".");
    }

    Fault noJson(long line, String why) {
        return malformed(" line " + line + ": " + why, "Save it as one JSON object in UTF-8, or as CSV.");
    }

    /** Why a record does not fit its header, if it does not. */
    static Optional<String> wrongSize(CSVRecord record, int columns) {
        if (record.size() == columns) {
            return Optional.empty();
        }
        String surplus = record.size() > columns ? "; surplus: '" + abbreviate(record.get(columns)) + "'" : "";
        return Optional.of("has " + record.size() + (record.size() == 1 ? " field" : " fields")
                + " where the header names " + columns + surplus);
    }

    /** A value as far as a message has room for it. */
    static String abbreviate(String text) {
        return text.codePointCount(0, text.length()) <= 60
                ? text
                : text.substring(0, text.offsetByCodePoints(0, 60)) + "…";
    }

    Fault twiceOrNameless(String column) {
        return malformed(
                " line 1: "
                        + (column.isEmpty() ? "a column has no name" : "column '" + column + "' stands there twice"),
                "Name every column once.");
    }

    private Fault malformed(String what, String hint) {
        return Fault.usage(FaultCode.MALFORMED_FILE, file() + what + "; " + state, hint);
    }
}
