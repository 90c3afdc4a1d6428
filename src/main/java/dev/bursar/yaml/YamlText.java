package dev.bursar.yaml;

import java.io.StringReader;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.Node;

/**
 * YAML text as a tree of nodes that know their line. Takes only what our files need: one document without anchors, aliases
 * and tags, so that what stands on a line is what is meant there.
 */
public final class YamlText {
    private YamlText() {}

    /** The root of the document; throws a fault with line and column if the text is no YAML that we take. */
    public static Node parse(String file, String text, FileKind kind) {
        Complaints complaints = new Complaints(file, kind);
        refuseControlCharacters(text, complaints);
        complaints.refuse();
        Node root = compose(text, kind, complaints);
        complaints.refuse();
        if (root == null) {
            complaints.addSyntax(1, 1, "the file is empty; a " + kind.noun() + " has at least " + kind.least());
            complaints.refuse();
            throw new IllegalStateException("an empty file was not refused");
        }
        return root;
    }

    private static @Nullable Node compose(String text, FileKind kind, Complaints complaints) {
        Yaml yaml = new Yaml(new LoaderOptions());
        try {
            refuseFeatures(yaml.parse(new StringReader(text)), kind, complaints);
            complaints.refuse();
            return yaml.compose(new StringReader(text));
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark() != null ? e.getProblemMark() : e.getContextMark();
            int line = mark == null ? 1 : mark.getLine() + 1;
            int column = mark == null ? 1 : mark.getColumn() + 1;
            complaints.addSyntax(line, column, "invalid YAML: " + e.getProblem());
        } catch (YAMLException e) {
            complaints.addSyntax(1, 1, "invalid YAML: " + e.getMessage());
        }
        return null;
    }

    private static void refuseFeatures(Iterable<Event> events, FileKind kind, Complaints complaints) {
        int documents = 0;
        for (Event event : events) {
            if (event instanceof DocumentStartEvent && ++documents == 2) {
                refuse(event, "a second document begins here; a " + kind.noun() + " is one document", complaints);
            }
            if (event instanceof AliasEvent alias) {
                refuse(event, "the alias *" + alias.getAnchor() + " is not allowed; write the value out", complaints);
            } else if (event instanceof NodeEvent node && node.getAnchor() != null) {
                refuse(event, "the anchor &" + node.getAnchor() + " is not allowed; write each value out", complaints);
            }
            String tag = tagOf(event);
            if (tag != null) {
                refuse(event, "the tag " + tag + " is not allowed; write the plain value", complaints);
            }
        }
    }

    private static @Nullable String tagOf(Event event) {
        return switch (event) {
            case ScalarEvent scalar -> scalar.getTag();
            case CollectionStartEvent collection -> collection.getTag();
            default -> null;
        };
    }

    private static void refuse(Event event, String text, Complaints complaints) {
        Mark mark = event.getStartMark();
        complaints.addSyntax(mark.getLine() + 1, mark.getColumn() + 1, text);
    }

    private static void refuseControlCharacters(String text, Complaints complaints) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isAllowedControl = c == '\n' || c == '\r' || c == '\t';
            if (Character.isISOControl(c) && !isAllowedControl) {
                complaints.addSyntax(line, column, "the control character U+%04X is not allowed".formatted((int) c));
            }
            column = c == '\n' ? 1 : column + 1;
            line += c == '\n' ? 1 : 0;
        }
    }
}
