package dev.bursar.config;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** {@code bursar.yaml}: a flat mapping of {@link Setting#key()} to a value; a list becomes its items joined by commas. */
final class SettingsFile {
    private SettingsFile() {}

    /**
     * @param file readable, UTF-8
     * @throws Fault of exit 2 with line and key if the file cannot be read, is no mapping, or has an unknown or repeated key
     */
    static Map<Setting, String> read(Path file) {
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        Node root = compose(file);
        if (root == null) {
            return values;
        }
        if (!(root instanceof MappingNode mapping)) {
            throw invalid(file, root.getStartMark(), "the file must be a mapping of settings to values");
        }
        for (NodeTuple line : mapping.getValue()) {
            String key = line.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            Setting setting = Setting.ofKey(key)
                    .orElseThrow(() -> invalid(
                            file,
                            line.getKeyNode().getStartMark(),
                            "'" + key + "' is no setting; there are " + keys()));
            if (values.put(setting, text(file, key, line.getValueNode())) != null) {
                throw invalid(file, line.getKeyNode().getStartMark(), "'" + key + "' is given twice");
            }
        }
        return values;
    }

    private static @Nullable Node compose(Path file) {
        try (var reader = Files.newBufferedReader(file)) {
            return new Yaml(new LoaderOptions()).compose(reader);
        } catch (IOException e) {
            throw Fault.usage(
                    FaultCode.UNREADABLE_FILE,
                    "cannot read the configuration " + file,
                    "Check the path given with --config, and that the file is UTF-8 and yours to read.",
                    e);
        } catch (MarkedYAMLException e) {
            throw invalid(file, e.getProblemMark(), e.getProblem());
        } catch (YAMLException e) {
            throw invalid(file, null, "it is no YAML");
        }
    }

    private static String text(Path file, String key, Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue().stream()
                    .map(item -> text(file, key, item))
                    .collect(Collectors.joining(","));
        }
        throw invalid(file, node.getStartMark(), "'" + key + "' must be a single value or a list");
    }

    private static Fault invalid(Path file, @Nullable Mark mark, String problem) {
        String where = mark == null ? "" : ", line " + (mark.getLine() + 1);
        return Fault.usage(
                FaultCode.INVALID_CONFIGURATION, file + where + ": " + problem, "Mend the file and try again.");
    }

    private static String keys() {
        return Arrays.stream(Setting.values()).map(Setting::key).collect(Collectors.joining(", "));
    }
}
