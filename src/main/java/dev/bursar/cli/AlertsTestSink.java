package dev.bursar.cli;

import dev.bursar.alerts.SinkTrial;
import dev.bursar.fault.Exit;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Tells a sink of an alert that is none. */
@Command(
        name = "test",
        description = {
            "Tell a sink that a test alert fires, and that it ended; say what it answered.",
            "Asks no database. Exit 1 if a message did not arrive."
        })
final class AlertsTestSink implements Callable<Exit> {
    private final Invocation invocation;

    @Parameters(paramLabel = "SINK", description = "As the alert file names it.")
    private String sink = "";

    AlertsTestSink(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        List<SinkTrial> trials = SinkTrial.of(sink, invocation.settings(), invocation.environment());
        SinkTrial last = trials.getLast();
        if (!last.delivered()) {
            throw Fault.failed(
                    FaultCode.SINK_FAILED,
                    "the sink " + sink + " was not told (" + last.event() + "): " + last.answer(),
                    "Mend the sink's address or key, or the service behind it, and test again.");
        }
        invocation.output().print(Rows.of(SinkTrial.class, trials), "");
        return Exit.DONE;
    }
}
