package dev.bursar.intake;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
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
    record OfFile(Path path) implements SourceName {
        @Override
        public String shown() {
            Path name = path.getFileName();
            return name == null ? path.toString() : name.toString();
        }

        @Override
        public String location() {
            return path.toAbsolutePath().toString();
        }

        @Override
        public String fingerprint(JdbcClient client) {
            return Sha256.of(path);
        }

        @Override
        public SourceRows open(DataSource source, Dialect dialect) {
            return ForeignCsv.open(path, dialect);
        }
    }

    /**
     * A table or view.
     *
     * @param parts of its name: schema and name, or the name alone
     */
    record OfTable(List<String> parts) implements SourceName {
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
            return parts.stream()
                    .map(part -> '"' + part.replace("\"", "\"\"") + '"')
                    .collect(Collectors.joining("."));
        }

        @Override
        public String fingerprint(JdbcClient client) {
            return TableRows.fingerprint(client, this);
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

    /** What identifies its content now, in hex; throws a fault of exit 2 if it cannot be read. */
    String fingerprint(JdbcClient client);

    /**
     * Opens it and reads its header; throws a fault of exit 2 if it cannot be read.
     *
     * @param source of the connection on which a table is read, under one snapshot
     * @param dialect of a file
     */
    SourceRows open(DataSource source, Dialect dialect);

    /** Reads what an operator wrote; throws a fault of exit 2 if a table's name is none. */
    static SourceName parse(String text) {
        return text.startsWith(TABLE) ? new OfTable(parts(text.substring(TABLE.length()))) : new OfFile(Path.of(text));
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
