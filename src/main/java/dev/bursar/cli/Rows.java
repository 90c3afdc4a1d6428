package dev.bursar.cli;

import java.lang.reflect.RecordComponent;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGobject;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * A result with columns, also when it is empty.
 *
 * @param columns in camelCase; an amount's name ends in {@code Millicredits} or {@code Cents}
 * @param lines the values of each row, in the order of the columns
 */
record Rows(List<String> columns, List<List<@Nullable Object>> lines) {

    /** What a statement returns; {@code snake_case} becomes {@code camelCase}. */
    static Rows of(JdbcClient.StatementSpec statement) {
        return Objects.requireNonNull(statement.query((ResultSetExtractor<Rows>) Rows::read));
    }

    /** The components of a list of records. */
    static <T extends Record> Rows of(Class<T> type, List<T> records) {
        RecordComponent[] components = type.getRecordComponents();
        List<List<@Nullable Object>> lines = new ArrayList<>();
        for (T line : records) {
            List<@Nullable Object> values = new ArrayList<>();
            for (RecordComponent component : components) {
                values.add(value(component, line));
            }
            lines.add(values);
        }
        return new Rows(Arrays.stream(components).map(RecordComponent::getName).toList(), lines);
    }

    /** The same rows with some of their columns, in the order given. */
    Rows only(String... some) {
        List<Integer> positions = Arrays.stream(some).map(columns::indexOf).toList();
        List<List<@Nullable Object>> narrower = new ArrayList<>();
        for (List<@Nullable Object> line : lines) {
            List<@Nullable Object> values = new ArrayList<>();
            positions.forEach(position -> values.add(line.get(position)));
            narrower.add(values);
        }
        return new Rows(List.of(some), narrower);
    }

    /** Each row by the names of its columns, in their order. */
    List<Map<String, @Nullable Object>> objects() {
        List<Map<String, @Nullable Object>> objects = new ArrayList<>();
        for (List<@Nullable Object> line : lines) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                object.put(columns.get(i), line.get(i));
            }
            objects.add(object);
        }
        return objects;
    }

    static @Nullable Object value(RecordComponent component, Record line) {
        try {
            component.getAccessor().setAccessible(true); // the records of a room are package-private
            return component.getAccessor().invoke(line);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Rows read(ResultSet row) throws SQLException {
        ResultSetMetaData meta = row.getMetaData();
        List<String> columns = new ArrayList<>();
        for (int column = 1; column <= meta.getColumnCount(); column++) {
            columns.add(camelCase(meta.getColumnLabel(column)));
        }
        List<List<@Nullable Object>> lines = new ArrayList<>();
        while (row.next()) {
            List<@Nullable Object> values = new ArrayList<>();
            for (int column = 1; column <= meta.getColumnCount(); column++) {
                values.add(value(row, meta.getColumnTypeName(column), column));
            }
            lines.add(Collections.unmodifiableList(values));
        }
        return new Rows(columns, lines);
    }

    private static @Nullable Object value(ResultSet row, String type, int column) throws SQLException {
        return switch (type) {
            case "timestamptz" -> {
                OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
                yield at == null ? null : at.toInstant();
            }
            case "date" -> row.getObject(column, LocalDate.class);
            case "json", "jsonb" -> {
                String json = row.getString(column);
                yield json == null ? null : JsonMapper.shared().readTree(json);
            }
            default -> {
                Object value = row.getObject(column);
                yield switch (value) {
                    case null -> null;
                    case Array array -> Arrays.asList((Object[]) array.getArray());
                    case PGobject other -> other.getValue();
                    default -> value;
                };
            }
        };
    }

    private static String camelCase(String name) {
        StringBuilder camel = new StringBuilder();
        for (String word : name.split("_")) {
            camel.append(
                    camel.isEmpty() || word.isEmpty()
                            ? word
                            : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return camel.toString();
    }
}
