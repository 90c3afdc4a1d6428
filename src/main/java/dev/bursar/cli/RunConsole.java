package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.operations.Operations;
import dev.bursar.run.RunReport;
import dev.bursar.run.StopSignal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A run of this process as its operator sees it: progress on stderr, signals, the report on stdout. */
final class RunConsole {
    private final Invocation invocation;

    RunConsole(Invocation invocation) {
        this.invocation = invocation;
    }

    /** Lets {@code work} start a run, and prints what became of it. */
    Exit watch(Function<Operations, RunReport> work) {
        StopSignal stop = new StopSignal();
        RunReport report;
        try (ProgressLine progress = new ProgressLine(invocation);
                Signals _ = Signals.stop(stop, invocation::note)) {
            report = work.apply(new Operations(invocation.database(), stop, progress));
        }
        return print(report);
    }

    private Exit print(RunReport report) {
        invocation.output().print(invocation.output().format() == Format.JSON ? report.toJson() : flat(report));
        if (report.isStopped()) {
            invocation.note("stopped; go on with: bursar runs restart " + report.run());
            return Exit.INTERRUPTED;
        }
        if (report.repeated()) {
            invocation.note("run " + report.run() + " (" + report.identity() + ") had been completed before; "
                    + (report.figures().isNothing()
                            ? "nothing has become due since"
                            : "this is what has become due since"));
        }
        if (report.dryRun()) {
            invocation.note("nothing was changed");
        }
        return Exit.DONE;
    }

    /** One value a line, what was planned beside what was done. */
    private static Map<String, Object> flat(RunReport report) {
        Map<String, Object> flat = new LinkedHashMap<>(report.toJson());
        flat.keySet().removeAll(List.of("counts", "totals", "planned", "files", "findings"));
        Object seconds = flat.remove("seconds");
        put(flat, "", report.figures().counts());
        put(flat, "", report.figures().totals());
        report.planned().ifPresent(plan -> {
            put(flat, "planned ", plan.counts());
            put(flat, "planned ", plan.totals());
        });
        if (!report.files().isEmpty()) {
            flat.put("files", String.join(" ", report.files()));
        }
        flat.put("seconds", Optional.ofNullable(seconds).orElse(0.0));
        return flat;
    }

    private static void put(Map<String, Object> flat, String prefix, Map<String, BigInteger> figures) {
        figures.forEach((name, value) -> flat.put(prefix + name, value));
    }
}
