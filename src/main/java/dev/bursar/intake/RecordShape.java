package dev.bursar.intake;

/**
 * Follows the characters of a CSV file and refuses what breaks its shape, at the line where it went wrong: a NUL, text
 * behind a closing quote, a quote that is never closed, a record above {@link #LARGEST_RECORD_BYTES}. A quote inside an
 * unquoted field is an ordinary character, as in {@code 37'37.8"N}.
 */
final class RecordShape {
    static final int LARGEST_RECORD_BYTES = 1 << 20;

    private enum At {
        FIELD_START,
        UNQUOTED,
        QUOTED,
        QUOTE_IN_QUOTED
    }

    private final FileFaults faults;
    private final char delimiter;
    private At at = At.FIELD_START;
    private long line = 1;
    private long recordLine = 1;
    private long quoteLine = 1;
    private int recordBytes;
    private char previous;

    RecordShape(FileFaults faults, char delimiter) {
        this.faults = faults;
        this.delimiter = delimiter;
    }

    void accept(char c) {
        if (c == '\0') {
            throw faults.binary(line);
        }
        boolean newline = c == '\n' || c == '\r';
        boolean secondOfPair = c == '\n' && previous == '\r';
        recordBytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        if (recordBytes > LARGEST_RECORD_BYTES) {
            throw faults.recordTooLarge(recordLine, at == At.QUOTED ? quoteLine : 0);
        }
        at = next(c, newline);
        if (newline && !secondOfPair) {
            line++;
        }
        if (newline && at == At.FIELD_START) {
            recordLine = line;
            recordBytes = 0;
        }
        previous = c;
    }

    private At next(char c, boolean newline) {
        return switch (at) {
            case FIELD_START, UNQUOTED -> {
                if (c == '"' && at == At.FIELD_START) {
                    quoteLine = line;
                    yield At.QUOTED;
                }
                yield c == delimiter || newline ? At.FIELD_START : At.UNQUOTED;
            }
            case QUOTED -> c == '"' ? At.QUOTE_IN_QUOTED : At.QUOTED;
            case QUOTE_IN_QUOTED -> {
                if (c == '"') {
                    yield At.QUOTED;
                }
                if (c != delimiter && !newline) {
                    throw faults.textBehindQuote(line);
                }
                yield At.FIELD_START;
            }
        };
    }

    /** The file has ended. */
    void end() {
        if (at == At.QUOTED) {
            throw faults.quoteNotClosed(quoteLine);
        }
    }

    /** The line that the next character stands on. */
    long line() {
        return line;
    }
}
