package dev.bursar.alerts;

import dev.bursar.yaml.Fields;
import dev.bursar.yaml.Scalars;
import dev.bursar.yaml.Spelling;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads the sinks of an alert file, and checks that each can be reached by what the environment holds. */
final class SinkReader {
    private static final String[] KEYS = {
        "name", "kind", "severities", "url-env", "url-file", "key-env", "key-file", "url", "key"
    };
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,99}");
    private static final Pattern FILE = Pattern.compile("[^\\x00-\\x1f]{1,500}");
    private static final String SEVERITIES = "must be a list, such as [page, critical]";

    private final Map<String, String> environment;

    private SinkReader(Map<String, String> environment) {
        this.environment = environment;
    }

    static List<Sink> read(Fields root, Map<String, String> environment) {
        SinkReader reader = new SinkReader(environment);
        Map<String, Integer> names = new HashMap<>();
        List<Sink> sinks = new ArrayList<>();
        for (Fields fields : root.list("sinks", "name", KEYS)) {
            Sink sink = reader.sink(fields);
            fields.claim("name", sink.name(), names);
            sinks.add(sink);
        }
        return sinks;
    }

    private Sink sink(Fields fields) {
        String name = Scalars.code(fields, "name");
        fields.required("kind");
        Sink.Kind kind = Sink.Kind.of(Scalars.choice(fields, "kind", Sink.Kind.LOG.word(), Sink.Kind.words()));
        refuseLiteral(fields, "url", "an address with a token in it is a secret");
        refuseLiteral(fields, "key", "a key is a secret");
        Secret address = secret(fields, "url", kind.needsAddress(), kind.takesAddress(), kind);
        Secret key = secret(fields, "key", kind.needsKey(), kind.needsKey(), kind);
        if (address != null) {
            String field = "url-" + (address.kind() == Secret.Kind.FILE ? "file" : "env");
            address.read(environment)
                    .flatMap(Address::fault)
                    .ifPresent(fault -> fields.complain(field, "names " + address.name() + ", " + fault));
        }
        return new Sink(name, kind, severities(fields), address, key);
    }

    private static void refuseLiteral(Fields fields, String what, String why) {
        if (fields.has(what)) {
            fields.complain(
                    what,
                    "must not stand in the file: " + why + "; name where it stands with " + what + "-env or " + what
                            + "-file");
        }
    }

    /** Where the address or key stands; null, with a complaint where there should be one, if the file does not say. */
    private @Nullable Secret secret(Fields fields, String what, boolean isNeeded, boolean isTaken, Sink.Kind kind) {
        String inEnvironment = what + "-env";
        String inFile = what + "-file";
        String given = fields.has(inEnvironment) ? inEnvironment : inFile;
        if (!fields.has(given)) {
            if (isNeeded && fields.has("kind") && !fields.has(what)) {
                fields.complain(inEnvironment, "is missing, and so is " + inFile + ": " + kind.word() + " needs one");
            }
            return null;
        }
        if (!isTaken) {
            fields.complain(given, "is not taken by " + kind.word());
        } else if (fields.has(inEnvironment) && fields.has(inFile)) {
            fields.complain(inFile, "is one place too many: " + inEnvironment + " is given already");
        }
        return present(fields, given);
    }

    private @Nullable Secret present(Fields fields, String given) {
        boolean isFile = given.endsWith("-file");
        String name = isFile
                ? Scalars.text(fields, given, FILE, "must be the path of a file")
                : Scalars.text(fields, given, VARIABLE, "must be the name of an environment variable");
        if (name == null) {
            return null;
        }
        Secret secret = new Secret(isFile ? Secret.Kind.FILE : Secret.Kind.ENVIRONMENT, name);
        if (secret.read(environment).isEmpty()) {
            fields.complain(
                    given, "names " + name + ", which " + (isFile ? "is empty or cannot be read" : "is not set"));
        }
        return secret;
    }

    private static Set<Severity> severities(Fields fields) {
        Set<Severity> severities = EnumSet.noneOf(Severity.class);
        switch (fields.required("severities")) {
            case null -> {}
            case SequenceNode list
            when !list.getValue().isEmpty() ->
                list.getValue().forEach(item -> severity(fields, item).ifPresent(severities::add));
            case Node other -> fields.complain("severities", SEVERITIES);
        }
        return severities;
    }

    private static Optional<Severity> severity(Fields fields, Node item) {
        String word = item instanceof ScalarNode scalar ? scalar.getValue() : "";
        if (Severity.words().contains(word)) {
            return Optional.of(Severity.of(word));
        }
        fields.complain(
                "severities",
                "'" + Scalars.shown(word) + "' is no severity; " + Spelling.advice(word, Severity.words()));
        return Optional.empty();
    }
}
