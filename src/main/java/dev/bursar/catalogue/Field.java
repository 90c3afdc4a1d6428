package dev.bursar.catalogue;

import java.util.ArrayList;
import java.util.List;

/**
 * One line of a catalogue laid flat.
 *
 * @param item such as {@code plans[pro].allowances[shobeis]}
 * @param field such as {@code rollover.percent}
 */
public record Field(String item, String field, String value) {
    /** Every field of a catalogue, in the order of a file. */
    public static List<Field> allOf(Catalogue catalogue) {
        List<Field> all = new ArrayList<>();
        Items.of(catalogue)
                .forEach((item, fields) -> fields.forEach((field, value) -> all.add(new Field(item, field, value))));
        return all;
    }
}
