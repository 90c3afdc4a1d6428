package dev.bursar.catalogue;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A catalogue laid flat: items such as {@code plans[pro].allowances[shobeis]}, and the fields of each. */
final class Items {
    private static final List<String> SECTIONS = List.of("credit-types", "plans", "packages", "prices");

    private Items() {}

    /** Fields by item, in the order of a file; a field inside a mapping is called {@code rollover.percent}. */
    static Map<String, Map<String, String>> of(Catalogue catalogue) {
        Map<String, Map<String, String>> items = new TreeMap<>(order());
        Outline.of(catalogue).forEach((section, list) -> list.forEach(item -> add(items, section, item)));
        return items;
    }

    /** The order of items: as the sections stand in a file, then by code. */
    static Comparator<String> order() {
        return Comparator.<String>comparingInt(item -> SECTIONS.indexOf(item.substring(0, item.indexOf('['))))
                .thenComparing(Comparator.naturalOrder());
    }

    private static void add(Map<String, Map<String, String>> items, String list, Map<?, ?> item) {
        String nameKey = item.keySet().iterator().next().toString();
        String path = list + "[" + item.get(nameKey) + "]";
        Map<String, String> fields = new LinkedHashMap<>();
        items.put(path, fields);
        item.forEach((key, value) -> {
            if (!key.equals(nameKey)) {
                addField(items, path, fields, key.toString(), value);
            }
        });
    }

    private static void addField(
            Map<String, Map<String, String>> items, String path, Map<String, String> fields, String key, Object value) {
        switch (value) {
            case Map<?, ?> nested ->
                nested.forEach((inner, innerValue) -> addField(items, path, fields, key + "." + inner, innerValue));
            case List<?> list -> list.forEach(inner -> add(items, path + "." + key, (Map<?, ?>) inner));
            default -> fields.put(key, CanonicalYaml.value(value));
        }
    }
}
