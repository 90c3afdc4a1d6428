package dev.bursar.cli;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The result of a command, on stdout and nothing else there. A result that cannot be written (disk full, reader gone) is a fault
 * of code {@code output-failed}.
 */
final class Output {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .defaultPrettyPrinter(new DefaultPrettyPrinter(Separators.createDefaultInstance()
                    .withArrayEmptySeparator("") // an empty list is []
                    .withObjectEmptySeparator("")))
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .build();

    private final OutputStream out;
    private final Format format;
    private final boolean coloured;

    Output(OutputStream out, Format format, boolean coloured) {
        this.out = out;
        this.format = format;
        this.coloured = coloured;
    }

    Format format() {
        return format;
    }

    /** Whether people read this: what a program would not miss may be said in words. */
    boolean isForPeople() {
        return format == Format.TABLE;
    }

    /**
     * A list of things: a table, an array of objects, or CSV.
     *
     * @param whenEmpty what people read instead of a table without rows
     */
    void print(Rows rows, String whenEmpty) {
        switch (format) {
            case TABLE -> write(rows.lines().isEmpty() ? whenEmpty + "\n" : TableText.of(rows, coloured));
            case JSON -> writeJson(rows.objects());
            case CSV -> write(CsvText.of(rows));
        }
    }

    /** One thing: a line for each of its values, one object, or CSV with one row. */
    void print(Map<String, ? extends @Nullable Object> thing) {
        switch (format) {
            case TABLE -> write(TableText.of(thing, coloured));
            case JSON -> writeJson(thing);
            case CSV ->
                write(CsvText.of(new Rows(List.copyOf(thing.keySet()), List.of(new ArrayList<>(thing.values())))));
        }
    }

    /** As {@link #print(Map)}, with a record's components. */
    void print(Record thing) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (RecordComponent component : thing.getClass().getRecordComponents()) {
            values.put(component.getName(), Rows.value(component, thing));
        }
        print(values);
    }

    /** Text as it is, in every format. */
    void text(String text) {
        write(text.endsWith("\n") ? text : text + "\n");
    }

    /** A line that only people read: nothing in JSON and CSV. */
    void say(String line) {
        if (isForPeople()) {
            write(TableText.harmlessLines(line) + "\n");
        }
    }

    /** Any value as JSON, whatever the format is. */
    void writeJson(Object value) {
        write(JSON.writeValueAsString(value) + "\n");
    }

    private void write(String text) {
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            throw Fault.failed(
                    FaultCode.OUTPUT_FAILED,
                    "the result could not be written: " + e.getMessage(),
                    "What the command did stands; make room or mend where stdout goes, and ask again.",
                    e);
        }
    }
}
