package dev.bursar.intake;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.intake.Dialect.Encoding;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * The records of a CSV file: RFC 4180, lines ended by LF, CRLF or CR, empty lines skipped. A file fault is thrown where the
 * reader meets it.
 */
final class CsvRecords implements AutoCloseable {
    private final FileFaults faults;
    private final MessageDigest digest = Sha256.start();
    private final @Nullable RecodedLines recoded;
    private final CSVParser parser;
    private final Iterator<CSVRecord> records;
    private long lastLine;

    private CsvRecords(FileFaults faults, Dialect dialect) throws IOException {
        this.faults = faults;
        InputStream in = new DigestInputStream(Files.newInputStream(faults.path()), digest);
        this.recoded = dialect.encoding() == Encoding.UTF_8 ? null : new RecodedLines(in, dialect.encoding());
        try {
            CSVFormat format = CSVFormat.RFC4180
                    .builder()
                    .setDelimiter(dialect.delimiter())
                    .setIgnoreEmptyLines(false)
                    .get();
            StrictUtf8 text = new StrictUtf8(faults, recoded == null ? in : recoded, dialect.delimiter());
            this.parser = CSVParser.parse(text, format);
            this.records = parser.iterator();
        } catch (RuntimeException | IOException e) {
            in.close();
            throw e;
        }
    }

    /** Opens the file that the faults are about; throws one of exit 2 if it is unreadable. */
    static CsvRecords open(FileFaults faults, Dialect dialect) {
        if (Files.isDirectory(faults.path())) {
            throw faults.unreadable(null);
        }
        try {
            return new CsvRecords(faults, dialect);
        } catch (UncheckedIOException e) {
            throw faults.unreadable(e.getCause());
        } catch (IOException e) {
            throw faults.unreadable(e);
        }
    }

    /** The next record; empty at the end. */
    Optional<CSVRecord> next() {
        try {
            while (true) {
                lastLine = parser.getCurrentLineNumber() + 1;
                if (!records.hasNext()) {
                    return Optional.empty();
                }
                CSVRecord record = records.next();
                if (record.size() > 1 || !record.get(0).isEmpty()) {
                    return Optional.of(record);
                }
            }
        } catch (UncheckedIOException e) {
            throw faults.unreadable(e.getCause());
        }
    }

    /** The line on which the last record begins. */
    long line() {
        return lastLine;
    }

    /** How many lines were not UTF-8, where that is no fault. */
    long recodedLines() {
        return recoded == null ? 0 : recoded.recoded();
    }

    /** The SHA-256 of the bytes read, in hex; of the whole file once {@link #next()} has come to its end. */
    String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public void close() {
        try {
            parser.close();
        } catch (IOException e) {
            throw Fault.usage(
                    FaultCode.UNREADABLE_FILE,
                    "cannot read " + faults.path() + " to its end",
                    "Check the disk that it is on.",
                    e);
        }
    }
}
