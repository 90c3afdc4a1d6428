package dev.bursar.schedule;

import dev.bursar.run.JobOption;
import dev.bursar.run.JobSpec;
import dev.bursar.run.OptionValues;
import dev.bursar.yaml.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The command of a manifest, {@code bursar allocation run --date {{interval}}}: which of its job's options a start is given. */
final class StartCommand {
    private static final String INTERVAL = "{{interval}}";

    private StartCommand() {}

    /** What a start for that interval is given. */
    static OptionValues values(Manifest manifest, String interval) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        options(manifest.command())
                .forEach((name, given) -> values.put(
                        name,
                        given.stream()
                                .map(value -> value.replace(INTERVAL, interval))
                                .toList()));
        return new OptionValues(values);
    }

    /** What is wrong with a command of that job; empty if nothing is. */
    static Optional<String> complaint(String command, JobSpec job) {
        String beginning = "bursar " + job.name() + " run --";
        if (!command.replaceAll("\\s+", " ").startsWith(beginning)) {
            return Optional.of("must begin with " + beginning + ", but is " + command);
        }
        Map<String, JobOption> known = new LinkedHashMap<>();
        job.options().forEach(option -> known.put(option.name(), option));
        for (Map.Entry<String, List<String>> given : options(command).entrySet()) {
            JobOption option = known.get(given.getKey());
            if (option == null) {
                return Optional.of("has --" + given.getKey() + ", which is no option of " + job.name() + "; "
                        + Spelling.advice(given.getKey(), known.keySet()));
            }
            if (option.isToggle() != given.getValue().isEmpty()) {
                return Optional.of(
                        "has --" + option.name() + (option.isToggle() ? " with a value" : " without a value"));
            }
        }
        return Optional.empty();
    }

    /** Words after the job's name and {@code run}: each {@code --name} with the words up to the next one. */
    private static Map<String, List<String>> options(String command) {
        Map<String, List<String>> options = new LinkedHashMap<>();
        List<String> values = new ArrayList<>();
        for (String word : command.strip().split("\\s+")) {
            if (word.startsWith("--")) {
                String[] parts = word.substring(2).split("=", 2);
                values = new ArrayList<>(parts.length == 2 ? List.of(parts[1]) : List.of());
                options.put(parts[0], values);
            } else {
                values.add(word);
            }
        }
        return options;
    }
}
