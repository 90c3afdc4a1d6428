package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.runbook.Parameter;
import dev.bursar.runbook.Runbook;
import dev.bursar.runbook.RunbookFile;
import dev.bursar.runbook.RunbookText;
import dev.bursar.runbook.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A runbook to be read. */
@Command(
        name = "show",
        description = {
            "A runbook to be read, with the parameters that are given filled in: its commands can be copied.",
            "Asks no database, so it can be read when nothing else works."
        })
final class RunbookShow implements Callable<Exit> {
    private final Invocation invocation;

    @Mixin
    private final RunbookParameters parameters = new RunbookParameters();

    RunbookShow(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        Runbook runbook = RunbookFile.open(parameters.runbook, new RunbookDoor(invocation));
        Values values =
                Values.given(runbook, parameters.values, invocation.settings().clock());
        if (invocation.output().isForPeople()) {
            invocation.output().text(RunbookText.of(runbook, values));
        } else {
            invocation.output().print(asObject(runbook, values));
        }
        return Exit.DONE;
    }

    private static Map<String, @Nullable Object> asObject(Runbook runbook, Values values) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("runbook", runbook.name());
        object.put("title", runbook.header().title());
        object.put("severity", runbook.header().severity().orElse(null));
        object.put("job", runbook.header().job().orElse(null));
        object.put(
                "parameters",
                runbook.header().parameters().stream()
                        .map(parameter -> asObject(parameter, values))
                        .toList());
        object.put(
                "steps",
                runbook.actions()
                        .map(action -> Map.of(
                                "step", action.id(),
                                "kind", action.kind().word(),
                                "language", action.language().word(),
                                "line", action.line(),
                                "said", RunbookText.shown(action, values)))
                        .toList());
        return object;
    }

    private static Map<String, @Nullable Object> asObject(Parameter parameter, Values values) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("name", parameter.name());
        object.put("type", parameter.type().word());
        object.put("description", parameter.description());
        object.put("choices", List.copyOf(parameter.choices()));
        object.put("default", parameter.fallback());
        object.put("value", values.byName().get(parameter.name()));
        return object;
    }
}
