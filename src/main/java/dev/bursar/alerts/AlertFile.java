package dev.bursar.alerts;

import dev.bursar.config.Setting;
import dev.bursar.config.SettingValue;
import dev.bursar.config.Settings;
import dev.bursar.database.Statements;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.yaml.Complaints;
import dev.bursar.yaml.Fields;
import dev.bursar.yaml.FileKind;
import dev.bursar.yaml.Scalars;
import dev.bursar.yaml.Spelling;
import dev.bursar.yaml.TextFile;
import dev.bursar.yaml.YamlText;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rules and sinks in force.
 *
 * @param name the file as an operator would look for it
 * @param source who speaks, in messages and in the keys that PagerDuty sees
 * @param sinks who is told; at least one
 * @param rules by name: the file's own, and bursar's unless the file drops them or says them otherwise
 */
record AlertFile(String name, String source, List<Sink> sinks, List<Rule> rules) {
    private static final String PACKAGED = "alerts/default.yaml";
    private static final FileKind KIND = new FileKind(
            "rule list",
            "sinks or rules",
            FaultCode.INVALID_ALERTS,
            "Mend the file and check it again with 'bursar alerts check FILE'.");
    private static final Sink LOG = new Sink("log", Sink.Kind.LOG, EnumSet.allOf(Severity.class), null, null);

    /**
     * The file that {@code BURSAR_ALERTS} names, or else the one that comes with bursar.
     *
     * @param environment where the addresses and keys of sinks stand
     * @return it; throws a fault of code {@code unreadable-file} if there is no such text file of up to 1 MiB, and of code
     *     {@code invalid-alerts} with every fault found in it (the first 20 of them) by line and field
     */
    static AlertFile inForce(Settings settings, Map<String, String> environment) {
        Optional<String> path = settings.find(Setting.BURSAR_ALERTS).map(SettingValue::value);
        return path.map(file -> read(Path.of(file), environment)).orElseGet(AlertFile::packaged);
    }

    /** An operator's own file; throws as {@link #inForce} does. */
    static AlertFile read(Path file, Map<String, String> environment) {
        String name = file.toString();
        return parse(name, TextFile.decoded(name, TextFile.bytes(file, KIND), KIND), environment);
    }

    /** What comes with bursar: its rules, and a sink that logs. */
    static AlertFile packaged() {
        byte[] bytes = Statements.read(PACKAGED).getBytes(StandardCharsets.UTF_8);
        return parse(PACKAGED, TextFile.decoded(PACKAGED, bytes, KIND), Map.of());
    }

    private static AlertFile parse(String name, String text, Map<String, String> environment) {
        Complaints complaints = new Complaints(name, KIND);
        Fields root = new Fields(
                YamlText.parse(name, text, KIND), "", complaints, "source", "default-rules", "sinks", "rules");
        @Nullable String source = Scalars.optionalCode(root, "source");
        String defaults = Scalars.choice(root, "default-rules", "kept", List.of("kept", "dropped"));
        List<Sink> sinks = SinkReader.read(root, environment);
        List<Rule> own = RuleReader.read(name, root);
        complaints.refuse();
        boolean isDropped = name.equals(PACKAGED) || defaults.equals("dropped");
        return new AlertFile(
                name,
                source == null ? "bursar" : source,
                sinks.isEmpty() ? List.of(LOG) : sinks,
                isDropped ? own : merged(packaged().rules(), own));
    }

    private static List<Rule> merged(List<Rule> defaults, List<Rule> own) {
        Map<String, Rule> rules = new LinkedHashMap<>();
        defaults.forEach(rule -> rules.put(rule.name(), rule));
        own.forEach(rule -> rules.put(rule.name(), rule));
        return new ArrayList<>(rules.values());
    }

    /** The sink of that name; throws a fault of code {@code unknown-sink} if there is none. */
    Sink sink(String name) {
        return sinks.stream()
                .filter(sink -> sink.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Fault.usage(
                        FaultCode.UNKNOWN_SINK,
                        "'" + name + "' is no sink of " + this.name + "; "
                                + Spelling.advice(
                                        name, sinks.stream().map(Sink::name).toList()),
                        "bursar alerts check lists the sinks of the alert file."));
    }
}
