package dev.bursar.intake;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.intake.CsvRow.Reject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file as a stream of rows: RFC 4180 in UTF-8, lines ended by LF, CRLF or CR, empty lines skipped. A file fault is
 * thrown where the reader meets it, so rows may have been handed out before.
 */
final class CsvFile implements AutoCloseable {
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setIgnoreEmptyLines(false).get();

    private final Path path;
    private final MessageDigest digest = Sha256.start();
    private final CSVParser parser;
    private final Iterator<CSVRecord> records;
    private final int[] positions;
    private final List<Column> columns;
    private long lastLine;

    private CsvFile(Path path, Columns known) throws IOException {
        this.path = path;
        String name = nameOf(path);
        var in = new DigestInputStream(Files.newInputStream(path), digest);
        try {
            this.parser = CSVParser.parse(new StrictUtf8(name, in), FORMAT);
            this.records = parser.iterator();
            CSVRecord header = nextRecord();
            if (header == null) {
                throw FileFaults.empty(name, known);
            }
            this.positions = known.positionsIn(header.toList(), name);
            this.columns = header.toList().stream().map(known::named).toList();
        } catch (RuntimeException | IOException e) {
            in.close();
            throw e;
        }
    }

    /** Opens a file and reads its header. Throws a fault of exit 2 if it is unreadable or its header is wrong. */
    static CsvFile open(Path path, Columns columns) {
        if (Files.isDirectory(path)) {
            throw FileFaults.unreadable(path, null);
        }
        try {
            return new CsvFile(path, columns);
        } catch (UncheckedIOException e) {
            throw FileFaults.unreadable(path, e.getCause());
        } catch (IOException e) {
            throw FileFaults.unreadable(path, e);
        }
    }

    /** The file's own name, without its folder. */
    static String nameOf(Path path) {
        Path name = path.getFileName();
        return name == null ? path.toString() : name.toString();
    }

    /** The next row; empty at the end of the file. */
    Optional<CsvRow> next() {
        try {
            return Optional.ofNullable(nextRecord()).map(record -> rowOf(record, lastLine));
        } catch (UncheckedIOException e) {
            throw FileFaults.unreadable(path, e.getCause());
        }
    }

    /** The columns that the file has, in its order. */
    List<Column> columns() {
        return columns;
    }

    /** The SHA-256 of the bytes read, in hex; of the whole file once {@link #next()} has come to its end. */
    String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private @Nullable CSVRecord nextRecord() {
        while (true) {
            lastLine = parser.getCurrentLineNumber() + 1;
            if (!records.hasNext()) {
                return null;
            }
            CSVRecord record = records.next();
            if (record.size() > 1 || !record.get(0).isEmpty()) {
                return record;
            }
        }
    }

    private CsvRow rowOf(CSVRecord record, long line) {
        List<@Nullable String> values = new ArrayList<>(positions.length);
        for (int position : positions) {
            values.add(position < 0 || position >= record.size() ? null : record.get(position));
        }
        if (record.size() == columns.size()) {
            return new CsvRow(line, values, Optional.empty());
        }
        String surplus = record.size() > columns.size()
                ? "; surplus: '" + FileFaults.abbreviate(record.get(columns.size())) + "'"
                : "";
        return new CsvRow(
                line,
                values,
                Optional.of(new Reject(
                        "",
                        "has " + record.size() + (record.size() == 1 ? " field" : " fields")
                                + " where the header names " + columns.size() + surplus)));
    }

    @Override
    public void close() {
        try {
            parser.close();
        } catch (IOException e) {
            throw Fault.usage(
                    FaultCode.UNREADABLE_FILE,
                    "cannot read " + path + " to its end",
                    "Check the disk that it is on.",
                    e);
        }
    }
}
