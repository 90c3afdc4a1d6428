package dev.bursar.intake;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The columns that a kind of file has.
 *
 * @param all in the order of the contract; the first is the key, unique in a file
 */
public record Columns(List<Column> all) {
    public static Columns of(Column... columns) {
        return new Columns(List.copyOf(Arrays.asList(columns)));
    }

    Column key() {
        return all.getFirst();
    }

    /** A column that there is. */
    Column named(String name) {
        return all.stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Their names. */
    public List<String> names() {
        return all.stream().map(Column::name).toList();
    }

    /** For people: {@code user_id,email (optional: locale)}. */
    String describe() {
        String required = String.join(
                ",", all.stream().filter(Column::required).map(Column::name).toList());
        String optional = String.join(
                ",", all.stream().filter(c -> !c.required()).map(Column::name).toList());
        return optional.isEmpty() ? required : required + " (optional: " + optional + ")";
    }

    /**
     * Where each column stands in a file with this header; -1 for an optional one that is not there. Faults on a column that
     * is unknown, missing or there twice.
     */
    int[] positionsIn(List<String> header, FileFaults faults) {
        Set<String> seen = new HashSet<>();
        for (String name : header) {
            if (!seen.add(name)) {
                throw faults.twice(name);
            }
            if (!names().contains(name)) {
                throw faults.unknown(name, this);
            }
        }
        List<String> missing = new ArrayList<>();
        for (Column column : all) {
            if (column.required() && !seen.contains(column.name())) {
                missing.add(column.name());
            }
        }
        if (!missing.isEmpty()) {
            throw faults.missing(missing, this);
        }
        return all.stream().mapToInt(column -> header.indexOf(column.name())).toArray();
    }
}
