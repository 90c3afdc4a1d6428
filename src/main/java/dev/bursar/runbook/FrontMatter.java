package dev.bursar.runbook;

import dev.bursar.calendar.BusinessClock;
import dev.bursar.yaml.Complaints;
import dev.bursar.yaml.Fields;
import dev.bursar.yaml.Scalars;
import dev.bursar.yaml.YamlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * What a runbook says of itself, between two lines of three hyphens at its top.
 *
 * @param title what it is for, on one line
 * @param severity how bad it is when somebody needs it; empty where it is routine
 * @param job the job that it belongs to, if it is of one
 */
public record FrontMatter(String title, Optional<String> severity, Optional<String> job, List<Parameter> parameters) {
    private static final Pattern BLOCK =
            Pattern.compile("\\A---[ \\t]*\\n(?<yaml>(?s:.*?))^---[ \\t]*(\\n|\\z)", Pattern.MULTILINE);
    private static final Pattern LINE = Pattern.compile("\\S.{0,199}");
    private static final List<String> SEVERITIES = List.of("page", "critical", "warning", "info");

    /** The parameter of that name, which the lint has seen to be there. */
    Parameter parameter(String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The front matter of a text; what is wrong with it becomes a complaint. */
    static FrontMatter read(String name, String text, Complaints complaints) {
        Matcher block = BLOCK.matcher(text);
        if (!block.find()) {
            complaints.add(
                    1, "front matter is missing: between two lines of --- stand at least title: and parameters:");
            return new FrontMatter("", Optional.empty(), Optional.empty(), List.of());
        }
        // what stands before it becomes one empty line, so that lines are counted as in the file
        Node node = YamlText.parse(name, "\n" + block.group("yaml"), RunbookFile.KIND);
        Fields root = new Fields(node, "", complaints, "title", "severity", "job", "parameters");
        root.required("title");
        String title = Scalars.text(root, "title", LINE, "must be one line of up to 200 characters");
        String severity = Scalars.choice(root, "severity", "", SEVERITIES);
        return new FrontMatter(
                title == null ? "" : title,
                Optional.of(severity).filter(word -> !word.isEmpty()),
                Optional.ofNullable(Scalars.optionalCode(root, "job")),
                parameters(root, complaints));
    }

    /** The text with front matter made into empty lines, so that lines are counted as in the file. */
    static String without(String text) {
        Matcher block = BLOCK.matcher(text);
        return block.find() ? "\n".repeat((int) block.group().lines().count()) + text.substring(block.end()) : text;
    }

    private static List<Parameter> parameters(Fields root, Complaints complaints) {
        List<Parameter> parameters = new ArrayList<>();
        switch (root.node("parameters")) {
            case null -> {}
            case MappingNode mapping -> {
                for (NodeTuple tuple : mapping.getValue()) {
                    parameters.add(parameter(tuple, parameters, complaints));
                }
            }
            case Node other -> complaints.add(other.getStartMark(), "parameters", "must be a mapping of names");
        }
        return List.copyOf(parameters);
    }

    private static Parameter parameter(NodeTuple tuple, List<Parameter> before, Complaints complaints) {
        String name = tuple.getKeyNode() instanceof ScalarNode key ? key.getValue() : "";
        String path = "parameters." + Scalars.shown(name);
        if (!Template.NAME.matcher(name).matches()) {
            complaints.add(
                    tuple.getKeyNode().getStartMark(),
                    path,
                    "must be up to 40 small letters, digits, _ and -, beginning with a letter");
        }
        if (before.stream().anyMatch(other -> other.name().equals(name))) {
            complaints.add(tuple.getKeyNode().getStartMark(), path, "is given twice");
        }
        Fields fields = new Fields(
                tuple.getValueNode(), path, complaints, "type", "description", "required", "default", "choices");
        fields.required("type");
        fields.required("description");
        ParameterType type = ParameterType.of(Scalars.choice(fields, "type", "text", ParameterType.words()));
        String description = Scalars.text(fields, "description", LINE, "must be one line of up to 200 characters");
        Parameter parameter = new Parameter(
                name,
                type,
                description == null ? "" : description,
                Scalars.text(fields, "default", Pattern.compile("(?s).*"), "must be a text"),
                choices(fields, type));
        checkDefault(fields, parameter);
        return parameter;
    }

    private static void checkDefault(Fields fields, Parameter parameter) {
        String fallback = parameter.fallback();
        if (Scalars.choice(fields, "required", "true", List.of("true", "false")).equals("false") && fallback == null) {
            fields.complain("required", "is false, so a default must say what it is where nobody does");
        }
        if (fallback != null && !parameter.accepts(parameter.resolved(fallback, BusinessClock.system()))) {
            fields.complain("default", "must be " + parameter.rule() + ", but is " + Scalars.shown(fallback));
        }
    }

    private static List<String> choices(Fields fields, ParameterType type) {
        @Nullable Node node = fields.node("choices");
        if (type != ParameterType.CHOICE) {
            if (node != null) {
                fields.complain("choices", "belong to the type choice");
            }
            return List.of();
        }
        List<String> choices = new ArrayList<>();
        if (node instanceof SequenceNode list) {
            for (Node item : list.getValue()) {
                choices.add(item instanceof ScalarNode scalar ? scalar.getValue() : "");
            }
        }
        if (choices.isEmpty() || !choices.stream().allMatch(type::accepts)) {
            fields.complain("choices", "must be a list of texts, such as [october, november]");
            return List.of("choice");
        }
        return List.copyOf(choices);
    }
}
