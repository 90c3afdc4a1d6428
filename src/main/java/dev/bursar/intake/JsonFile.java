package dev.bursar.intake;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** A JSON object of objects as a stream of rows, read member by member. Numbers keep every digit that they are written with. */
final class JsonFile implements RowSource {
    private static final JsonFactory FACTORY = new JsonFactory();

    /** An exponent beyond this would write out as a text of any length: such a number is handed on as it stands. */
    private static final int LARGEST_EXPONENT = 100;

    private final FileFaults faults;
    private final Columns columns;
    private final JsonShape shape;
    private final MessageDigest digest = Sha256.start();
    private final InputStream in;
    private final JsonParser parser;

    private JsonFile(FileFaults faults, Columns columns, JsonShape shape) throws IOException {
        this.faults = faults;
        this.columns = columns;
        this.shape = shape;
        this.in = new DigestInputStream(Files.newInputStream(faults.path()), digest);
        this.parser = FACTORY.createParser(ObjectReadContext.empty(), in);
    }

    /** Opens a file. Throws a fault of exit 2 if it is unreadable or holds something else than one object. */
    static JsonFile open(FileFaults faults, Columns columns, JsonShape shape) {
        try {
            JsonFile file = new JsonFile(faults, columns, shape);
            if (file.parse(file.parser::nextToken) != JsonToken.START_OBJECT) {
                throw file.malformed("is no JSON object");
            }
            return file;
        } catch (IOException e) {
            throw faults.unreadable(e);
        }
    }

    @Override
    public Optional<FileRow> next() {
        while (parse(parser::nextToken) == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            long line = parser.currentTokenLocation().getLineNr();
            if (parse(parser::nextToken) != JsonToken.START_OBJECT) {
                throw malformed("'" + FileFaults.abbreviate(key) + "' is no object");
            }
            Map<String, String> fields = fields();
            if (isRow(key, fields)) {
                return Optional.of(row(key, line, fields));
            }
        }
        if (parse(parser::nextToken) != null) {
            throw malformed("something follows the object that is the file");
        }
        return Optional.empty();
    }

    private FileRow row(String key, long line, Map<String, String> fields) {
        List<@Nullable String> values = new ArrayList<>();
        for (Column column : columns.all()) {
            values.add(
                    column.equals(columns.key())
                            ? key
                            : fields.get(shape.fields().getOrDefault(column.name(), "")));
        }
        return new FileRow(line, values, Optional.empty());
    }

    /** A member without a required field is about something else, such as the price of an image. */
    private boolean isRow(String key, Map<String, String> fields) {
        return !shape.templates().contains(key)
                && columns.all().stream()
                        .filter(column -> column.required() && !column.equals(columns.key()))
                        .allMatch(column -> fields.containsKey(shape.fields().getOrDefault(column.name(), "")));
    }

    /** The member's fields that are columns; the others are passed over. */
    private Map<String, String> fields() {
        Map<String, String> fields = new HashMap<>();
        while (parse(parser::nextToken) == JsonToken.PROPERTY_NAME) {
            String field = parser.currentName();
            JsonToken value = parse(parser::nextToken);
            if (shape.fields().containsValue(field) && value != JsonToken.VALUE_NULL) {
                fields.merge(field, text(value), (first, second) -> first + " and " + second); // twice: no value
            }
            parse(parser::skipChildren);
        }
        return fields;
    }

    private String text(@Nullable JsonToken value) {
        if (value == JsonToken.VALUE_NUMBER_INT || value == JsonToken.VALUE_NUMBER_FLOAT) {
            BigDecimal number = parse(parser::getDecimalValue);
            return Math.abs((long) number.scale()) > LARGEST_EXPONENT ? number.toString() : number.toPlainString();
        }
        return value == JsonToken.VALUE_STRING ? parse(parser::getString) : String.valueOf(value);
    }

    @Override
    public List<Column> columns() {
        return columns.all();
    }

    @Override
    public String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private interface Parsing<T extends @Nullable Object> {
        T parse();
    }

    private <T extends @Nullable Object> T parse(Parsing<T> parsing) {
        try {
            return parsing.parse();
        } catch (JacksonException e) {
            throw faults.noJson(e.getLocation() == null ? 1 : e.getLocation().getLineNr(), e.getOriginalMessage());
        }
    }

    private RuntimeException malformed(String what) {
        return faults.noJson(parser.currentTokenLocation().getLineNr(), what);
    }

    @Override
    public void close() {
        parser.close();
    }
}
