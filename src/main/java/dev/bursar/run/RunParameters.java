package dev.bursar.run;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The checked parameters of a run: the interval that it is for, the users that it is limited to, and what else the job needs.
 *
 * @param businessFor the interval in words: {@code 2026-11-01}
 * @param users sorted, each once; empty means everybody
 * @param values the job's own parameters by name, as they are kept with the run and in a plan
 */
public record RunParameters(String businessFor, List<String> users, Map<String, String> values) {
    public RunParameters {
        users = List.copyOf(new TreeSet<>(users));
        values = Map.copyOf(values);
    }

    /** One of the job's own parameters, which it has put there itself. */
    public String value(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no parameter " + name + " in " + values);
        }
        return value;
    }

    /** What of a run's identity says whom it is for. */
    public String scope() {
        return Scope.of(users);
    }
}
