package dev.bursar.intake;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.intake.FileRow.Reject;
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
final class CsvFile implements RowSource {
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

    @Override
    public Optional<FileRow> next() {
        try {
            return Optional.ofNullable(nextRecord()).map(record -> rowOf(record, lastLine));
        } catch (UncheckedIOException e) {
            throw FileFaults.unreadable(path, e.getCause());
        }
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public String sha256() {
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

    private FileRow rowOf(CSVRecord record, long line) {
        List<@Nullable String> values = new ArrayList<>(positions.length);
        for (int position : positions) {
            values.add(position < 0 || position >= record.size() ? null : record.get(position));
        }
        if (record.size() == columns.size()) {
            return new FileRow(line, values, Optional.empty());
        }
        String surplus = record.size() > columns.size()
                ? "; surplus: '" + FileFaults.abbreviate(record.get(columns.size())) + "'"
                : "";
        return new FileRow(
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
