package dev.bursar.intake;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where rows of somebody else's stand: in a CSV file, or as {@code table:NAME} in a table or view that the login can read. */
public sealed interface SourceName {
    String TABLE = "table:";

    /** A file. */
    record OfFile(Path path, String state) implements SourceName {
        private FileFaults file() {
            return new FileFaults(path, state);
        }

        /** The file, once it is known to be one that can be read a second time: a pipe would be waited for without end. */
        private FileFaults lasting() {
            if (Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path)) {
                throw file().readOnce();
            }
            return file();
        }

        @Override
        public String shown() {
            return file().file();
        }

        @Override
        public String location() {
            return path.toAbsolutePath().toString();
        }

        @Override
        public String fingerprint(JdbcClient client) {
            return Sha256.of(lasting());
        }

        @Override
        public void require(Columns columns, JdbcClient client) {
            CsvFile.open(lasting(), columns).close();
        }

        @Override
        public CheckedRows open(DataSource source, Columns columns) {
            return new CheckedRows(CsvFile.open(lasting(), columns), columns);
        }

        @Override
        public SourceRows open(DataSource source, Dialect dialect) {
            return ForeignCsv.open(lasting(), dialect);
        }
    }

    /**
     * A table or view.
     *
     * @param parts of its name: schema and name, or the name alone
     */
    record OfTable(List<String> parts, String state) implements SourceName {
        @Override
        public String shown() {
            return TABLE + String.join(".", parts);
        }

        @Override
        public String location() {
            return TABLE + quoted();
        }

        /** As SQL names it; every part is quoted, so that a name is never anything else. */
        String quoted() {
            return parts.stream().map(SourceName::quoted).collect(Collectors.joining("."));
        }

        @Override
        public String fingerprint(JdbcClient client) {
            return new TableShape(this, client).fingerprint();
        }

        @Override
        public void require(Columns columns, JdbcClient client) {
            var _ = new TableShape(this, client).having(columns);
        }

        @Override
        public CheckedRows open(DataSource source, Columns columns) {
            return checked(TableRows.open(source, this, columns), columns);
        }

        @Override
        public CheckedRows openInAnyOrder(DataSource source, Columns columns) {
            return checked(TableRows.openInAnyOrder(source, this, columns), columns);
        }

        private static CheckedRows checked(TableRows rows, Columns columns) {
            return new CheckedRows(new TableOfKind(rows, columns), columns);
        }

        @Override
        public SourceRows open(DataSource source, Dialect dialect) {
            return TableRows.open(source, this);
        }
    }

    /** What runs and people call it; of a file without the folder, which differs between machines. */
    String shown();

    /** Where it is, for {@link #parse} at another time or from another folder. */
    String location();

    /** What is true of everything else where it cannot be read, for messages: {@code nothing was charged}. */
    String state();

    /**
     * Refuses what is no longer what a run was asked for: throws a fault of code {@code source-changed} (exit 4).
     *
     * @param asked what identified its content when the run was asked for
     * @param read what identifies what was read
     */
    default void requireSame(String asked, String read) {
        if (!read.equals(asked)) {
            throw Fault.refused(
                    FaultCode.SOURCE_CHANGED,
                    shown() + " has changed since this run was asked for; " + state(),
                    "Put it back as it was and restart the run, or begin a run of what it is now.");
        }
    }

    /** What identifies its content now, in hex; throws a fault of exit 2 if it cannot be read. */
    String fingerprint(JdbcClient client);

    /** Throws a fault of exit 2 unless it can be read and has these columns. */
    void require(Columns columns, JdbcClient client);

    /**
     * Opens it as rows with these columns, each judged; throws a fault of exit 2 if it cannot be read or has others. A table may
     * have more: they are left aside.
     *
     * @param source of the connection on which a table is read, under one snapshot
     */
    CheckedRows open(DataSource source, Columns columns);

    /** The same for whom the order of rows makes no difference: a table is never sorted. */
    default CheckedRows openInAnyOrder(DataSource source, Columns columns) {
        return open(source, columns);
    }

    /**
     * Opens it, whatever its columns are called; throws a fault of exit 2 if it cannot be read.
     *
     * @param source of the connection on which a table is read, under one snapshot
     * @param dialect of a file
     */
    SourceRows open(DataSource source, Dialect dialect);

    /**
     * Reads what an operator wrote; throws a fault of exit 2 if a table's name is none.
     *
     * @param state what is true of everything else where it cannot be read, for messages: {@code nothing was charged}
     */
    static SourceName parse(String text, String state) {
        if (text.isBlank()) {
            throw Fault.usage(
                    FaultCode.UNREADABLE_FILE,
                    "the name of the source is empty; " + state,
                    "Give the path of a file that you can read, or table:NAME.");
        }
        return text.startsWith(TABLE)
                ? new OfTable(parts(text.substring(TABLE.length())), state)
                : new OfFile(Path.of(text), state);
    }

    /** A name as SQL reads it literally. */
    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** As PostgreSQL reads a qualified name: words are folded to lower case, and what is in double quotes stands as it is. */
    private static List<String> parts(String name) {
        Matcher part = Pattern.compile("\\G(?:\"((?:[^\"]|\"\")+)\"|([\\p{L}_][\\p{L}\\p{N}_$]*))(\\.|$)")
                .matcher(name);
        List<String> parts = new ArrayList<>();
        int end = 0;
        while (part.find()) {
            parts.add(
                    part.group(1) == null
                            ? part.group(2).toLowerCase(Locale.ROOT)
                            : part.group(1).replace("\"\"", "\""));
            end = part.end();
        }
        if (parts.isEmpty() || parts.size() > 2 || end != name.length() || name.endsWith(".")) {
            throw Fault.usage(
                    FaultCode.MALFORMED_VALUE,
                    "'" + TABLE + name + "' names no table",
                    "Write it as table:NAME or table:SCHEMA.NAME, in double quotes what is not plain lower case.");
        }
        return parts;
    }
}
