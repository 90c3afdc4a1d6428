package dev.bursar.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an operator gave as a job's own options.
 *
 * @param byName all values by the option's name; an option that was not given is absent, a switch has no value
 */
public record OptionValues(Map<String, List<String>> byName) {
    public OptionValues {
        byName = Map.copyOf(byName);
    }

    /** The value of an option that is given at most once. */
    public Optional<String> one(String name) {
        return all(name).stream().findFirst();
    }

    /** Every value of an option, in the order given. */
    public List<String> all(String name) {
        return byName.getOrDefault(name, List.of());
    }

    /** Whether the option was given. */
    public boolean has(String name) {
        return byName.containsKey(name);
    }
}
