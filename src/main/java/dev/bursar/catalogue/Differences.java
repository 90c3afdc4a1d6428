package dev.bursar.catalogue;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is different between two catalogues, field by field. */
public final class Differences {
    private Differences() {}

    /** From the first to the second, in the order of a file; empty if they are equal. */
    public static List<Difference> between(Catalogue before, Catalogue after) {
        Map<String, Map<String, String>> old = Items.of(before);
        Map<String, Map<String, String>> now = Items.of(after);
        Set<String> items = new TreeSet<>(Items.order());
        items.addAll(old.keySet());
        items.addAll(now.keySet());
        List<Difference> differences = new ArrayList<>();
        items.forEach(item -> compare(item, old.get(item), now.get(item), differences));
        return differences;
    }

    private static void compare(
            String item,
            @Nullable Map<String, String> old,
            @Nullable Map<String, String> now,
            List<Difference> differences) {
        if (old == null || now == null) {
            Difference.Kind kind = old == null ? Difference.Kind.ADDED : Difference.Kind.REMOVED;
            differences.add(new Difference(kind, item, "", allOf(old), allOf(now)));
            return;
        }
        Set<String> fields = new LinkedHashSet<>(old.keySet());
        fields.addAll(now.keySet());
        for (String field : fields) {
            String from = old.getOrDefault(field, "");
            String to = now.getOrDefault(field, "");
            if (!from.equals(to)) {
                differences.add(new Difference(kindOf(from, to), item, field, from, to));
            }
        }
    }

    private static Difference.Kind kindOf(String from, String to) {
        if (from.isEmpty()) {
            return Difference.Kind.ADDED;
        }
        return to.isEmpty() ? Difference.Kind.REMOVED : Difference.Kind.CHANGED;
    }

    private static String allOf(@Nullable Map<String, String> fields) {
        if (fields == null) {
            return "";
        }
        return fields.entrySet().stream()
                .map(field -> field.getKey() + ": " + field.getValue())
                .collect(Collectors.joining(", "));
    }
}
