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

/** What can be wrong with a file as a whole. Each ends with exit 2, and nothing of the file is loaded. */
final class FileFaults {
    private static final String STATE = "; nothing was imported";

    private FileFaults() {}

    static Fault unreadable(Path file, @Nullable IOException cause) {
        String reason = switch (cause) {
            case null -> "it is a folder";
            case NoSuchFileException _ -> "there is no such file";
            case AccessDeniedException _ -> "you have no right to read it";
            default -> cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        };
        String message = "cannot read " + file + ": " + reason + STATE;
        String hint = "Give the path of a file that you can read.";
        return cause == null
                ? Fault.usage(FaultCode.UNREADABLE_FILE, message, hint)
                : Fault.usage(FaultCode.UNREADABLE_FILE, message, hint, cause);
    }

    static Fault empty(String file, Columns columns) {
        return malformed(file + " is empty", "The first line has to name the columns: " + columns.describe() + ".");
    }

    static Fault binary(String file, long line) {
        return malformed(file + " line " + line + ": a NUL byte, so this is no text file", "Save it as CSV in UTF-8.");
    }

    static Fault notUtf8(String file, long line, int wrongByte) {
        return malformed(
                "%s line %d: byte 0x%02X is not UTF-8".formatted(file, line, wrongByte),
                "Save it as CSV in UTF-8 (in Excel: 'CSV UTF-8').");
    }

    static Fault recordTooLarge(String file, long recordLine, long quoteLine) {
        return malformed(
                file + " line " + recordLine + ": the record that begins here is larger than 1 MiB",
                quoteLine > 0
                        ? "A quote that opens on line " + quoteLine + " is not closed by then: close it."
                        : "Break the file into lines, one record each.");
    }

    static Fault quoteNotClosed(String file, long quoteLine) {
        return malformed(
                file + " line " + quoteLine + ": the quote that opens here is never closed",
                "Close it, or double it where the quote itself is meant.");
    }

    static Fault textBehindQuote(String file, long line) {
        return malformed(
                file + " line " + line + ": text follows a closing quote",
                "Double a quote that is meant as text: \"she said \"\"hi\"\"\".");
    }

    static Fault twice(String file, String column) {
        return malformed(file + " line 1: column '" + column + "' stands there twice", "Name every column once.");
    }

    static Fault unknown(String file, String column, Columns columns) {
        boolean semicolons = column.contains(";");
        return malformed(
                file + " line 1: unknown column '" + abbreviate(column) + "'",
                semicolons
                        ? "The columns seem to be separated by semicolons: save the file with commas."
                        : "The columns are " + columns.describe() + ".");
    }

    static Fault missing(String file, List<String> missing, Columns columns) {
        return malformed(
                file + " line 1: column " + String.join(", ", missing) + " is missing",
                "The columns are " + columns.describe() + ".");
    }

    static Fault noJson(String file, long line, String why) {
        return malformed(file + " line " + line + ": " + why, "Save it as one JSON object in UTF-8, or as CSV.");
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

    static Fault twiceOrNameless(String file, String column) {
        return malformed(
                file + " line 1: "
                        + (column.isEmpty() ? "a column has no name" : "column '" + column + "' stands there twice"),
                "Name every column once.");
    }

    private static Fault malformed(String what, String hint) {
        return Fault.usage(FaultCode.MALFORMED_FILE, what + STATE, hint);
    }
}
