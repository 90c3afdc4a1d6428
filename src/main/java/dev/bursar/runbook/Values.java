package dev.bursar.runbook;

import dev.bursar.calendar.BusinessClock;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.yaml.Scalars;
import dev.bursar.yaml.Spelling;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The values of a runbook's parameters, each of its type. */
public record Values(Map<String, String> byName) {

    /**
     * Reads what the operator gave.
     *
     * @param pairs each {@code name=value}
     * @param clock for days that are named
     * @return every parameter's value, those with a default included; throws a fault of exit 2 that says what is missing,
     *     unknown, given twice or of the wrong type
     */
    public static Values of(Runbook runbook, List<String> pairs, BusinessClock clock) {
        Values given = given(runbook, pairs, clock);
        List<Parameter> missing = runbook.header().parameters().stream()
                .filter(parameter -> !given.byName().containsKey(parameter.name()))
                .toList();
        if (!missing.isEmpty()) {
            throw missing(runbook, missing);
        }
        return given;
    }

    /** As {@link #of}, without asking for what is missing: to read the runbook with what is known. */
    public static Values given(Runbook runbook, List<String> pairs, BusinessClock clock) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : pairs) {
            int sign = pair.indexOf('=');
            if (sign < 1) {
                throw usage(
                        "--param '" + Scalars.shown(pair) + "' is no NAME=VALUE",
                        "Write it as --param date=2026-11-01.");
            }
            Parameter parameter = named(runbook, pair.substring(0, sign));
            String value = parameter.resolved(pair.substring(sign + 1), clock);
            if (values.putIfAbsent(parameter.name(), checked(parameter, value)) != null) {
                throw usage("the parameter " + parameter.name() + " is given twice", "Leave one of them out.");
            }
        }
        for (Parameter parameter : runbook.header().parameters()) {
            if (parameter.fallback() != null) {
                values.putIfAbsent(parameter.name(), parameter.resolved(parameter.fallback(), clock));
            }
        }
        return new Values(values);
    }

    private static Parameter named(Runbook runbook, String name) {
        List<Parameter> parameters = runbook.header().parameters();
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst()
                .orElseThrow(() -> usage(
                        "the runbook " + runbook.name() + " has no parameter '" + Scalars.shown(name) + "'; "
                                + Spelling.advice(
                                        name,
                                        parameters.stream().map(Parameter::name).toList()),
                        "'bursar runbook show " + runbook.name() + "' lists its parameters."));
    }

    private static String checked(Parameter parameter, String value) {
        if (!parameter.accepts(value)) {
            throw usage(
                    "the parameter " + parameter.name() + " must be " + parameter.rule() + ", but is '"
                            + Scalars.shown(value) + "'",
                    "Give it as --param " + parameter.name() + "=" + parameter.sample() + ".");
        }
        return value;
    }

    private static Fault missing(Runbook runbook, List<Parameter> missing) {
        String list = missing.stream()
                .map(parameter -> parameter.name() + " (" + parameter.description() + ")")
                .collect(Collectors.joining(" and "));
        String flags = missing.stream()
                .map(parameter -> "--param " + parameter.name() + "=" + parameter.sample())
                .collect(Collectors.joining(" "));
        return usage(
                "the runbook " + runbook.name() + " needs the parameter" + (missing.size() > 1 ? "s " : " ") + list
                        + "; nothing was done",
                "Give it as " + flags + ".");
    }

    private static Fault usage(String message, String hint) {
        return Fault.usage(FaultCode.USAGE, message, hint);
    }
}
