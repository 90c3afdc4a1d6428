package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.operations.Operations;
import dev.bursar.run.JobSpec;
import dev.bursar.run.Jobs;
import dev.bursar.run.RunReport;
import dev.bursar.run.StopSignal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        Map<String, Object> json = report.toJson();
        invocation.output().print(invocation.output().format() == Format.JSON ? json : flat(json));
        if (report.isStopped()) {
            invocation.note("stopped; go on with: bursar runs restart " + report.run());
            return Exit.INTERRUPTED;
        }
        JobSpec job = Jobs.find(report.identity().job());
        if (invocation.output().isForPeople()) {
            job.explain(report, invocation.database().client()).forEach(invocation.output()::say);
        }
        if (report.repeated()) {
            invocation.note("run " + report.run() + " (" + report.identity() + ") had been completed before; "
                    + job.meaningOfRepeat(report));
        }
        if (report.dryRun()) {
            invocation.note("nothing was changed");
        }
        return report.findings() == 0 ? Exit.DONE : Exit.ANSWER_IS_NO;
    }

    /** One value a line, each figure under its own name; what was planned stands beside what was done. */
    static Map<String, Object> flat(Map<String, Object> json) {
        Map<String, Object> flat = new LinkedHashMap<>();
        json.forEach((name, value) -> {
            if (value instanceof Map<?, ?> figures) {
                String prefix = name.equals("planned") || name.equals("error") ? name + " " : "";
                flat(texts(figures)).forEach((inner, figure) -> flat.put(prefix + inner, figure));
            } else if (!(value instanceof List<?> files && files.isEmpty())) {
                flat.put(name, value);
            }
        });
        return flat;
    }

    private static Map<String, Object> texts(Map<?, ?> figures) {
        Map<String, Object> named = new LinkedHashMap<>();
        figures.forEach((name, figure) -> named.put(String.valueOf(name), figure));
        return named;
    }
}
