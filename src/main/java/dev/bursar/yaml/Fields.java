package dev.bursar.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * One mapping of a file, read key by key. Whatever is wrong becomes a complaint and reads as absent, so that one pass finds
 * every fault; whoever reads must refuse the complaints before using a value.
 */
public final class Fields {
    private final Mark start;
    private final String path;
    private final Complaints complaints;
    private final boolean isMapping;
    private final Map<String, Node> values = new LinkedHashMap<>();

    /**
     * @param path what to call the mapping in messages; empty for the whole file
     * @param known the keys that it may have
     */
    public Fields(Node node, String path, Complaints complaints, String... known) {
        this.start = node.getStartMark();
        this.path = path;
        this.complaints = complaints;
        this.isMapping = node instanceof MappingNode;
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(tuple -> take(tuple, List.of(known)));
        } else {
            complaints.add(start, path, "must be a mapping with the keys " + String.join(", ", known));
        }
    }

    private void take(NodeTuple tuple, List<String> known) {
        Mark mark = tuple.getKeyNode().getStartMark();
        if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
            complaints.add(mark, path, "has a key that is no plain word");
        } else if (!known.contains(key.getValue())) {
            complaints.add(
                    mark,
                    pathOf(Scalars.shown(key.getValue())),
                    "is unknown; " + Spelling.advice(key.getValue(), known));
        } else if (values.putIfAbsent(key.getValue(), tuple.getValueNode()) != null) {
            complaints.add(mark, pathOf(key.getValue()), "is given twice");
        }
    }

    /** Whether the key is given, and not as null. */
    public boolean has(String key) {
        Node node = values.get(key);
        return node != null && !isNull(node);
    }

    /** The node of a key; null where there is none. */
    public @Nullable Node node(String key) {
        return has(key) ? values.get(key) : null;
    }

    /** The node of a key that must be there; null, with a complaint, where it is not. */
    public @Nullable Node required(String key) {
        return required(key, "is missing");
    }

    /** As {@link #required(String)}, with a complaint that says more. */
    public @Nullable Node required(String key, String complaint) {
        if (isMapping && !has(key)) {
            complain(key, complaint);
        }
        return node(key);
    }

    /** Notes what is wrong with a key, at its value if it has one, else at the mapping. */
    public void complain(String key, String text) {
        Node node = values.get(key);
        complaints.add(node == null ? start : node.getStartMark(), pathOf(key), text);
    }

    /** The mapping under a key; null where there is none. */
    public @Nullable Fields mapping(String key, String... known) {
        Node node = node(key);
        return node == null ? null : new Fields(node, pathOf(key), complaints, known);
    }

    /**
     * The mappings in the list under a key, in the file's order; empty where there is none.
     *
     * @param name the key of each mapping that names it in messages
     */
    public List<Fields> list(String key, String name, String... known) {
        List<Fields> items = new ArrayList<>();
        switch (node(key)) {
            case null -> {}
            case SequenceNode list -> {
                for (Node item : list.getValue()) {
                    String label = nameOf(item, name, items.size());
                    items.add(new Fields(item, pathOf(key) + "[" + label + "]", complaints, known));
                }
            }
            case Node other -> complain(key, "must be a list, each item beginning with a dash");
        }
        return items;
    }

    /** The item's own name, or #1 for the first where it has none that fits on a line. */
    private static String nameOf(Node item, String name, int index) {
        if (item instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode key
                        && key.getValue().equals(name)
                        && tuple.getValueNode() instanceof ScalarNode value
                        && Scalars.CODE.matcher(value.getValue()).matches()) {
                    return value.getValue();
                }
            }
        }
        return "#" + (index + 1);
    }

    /** Complains if the name is in {@code seen} already, else puts it there with its line. */
    public void claim(String key, String name, Map<String, Integer> seen) {
        Node node = values.get(key);
        if (node != null && !name.isEmpty()) {
            Integer first = seen.putIfAbsent(name, node.getStartMark().getLine() + 1);
            if (first != null) {
                complain(key, "is given twice; " + name + " stands in line " + first + " already");
            }
        }
    }

    private String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static boolean isNull(Node node) {
        return node instanceof ScalarNode scalar
                && scalar.isPlain()
                && List.of("", "~", "null").contains(scalar.getValue());
    }
}
