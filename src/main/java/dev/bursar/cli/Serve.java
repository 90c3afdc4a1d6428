package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.serve.SchedulerNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A scheduler node, until it is told to stop. */
@Command(
        name = "serve",
        description = {
            "Be a scheduler node until told to stop: start what is due, share the work with other nodes, take over from dead ones.",
            "Answers on loopback: /actuator/health/liveness, /actuator/health/readiness, /actuator/prometheus.",
            "Ctrl-C or SIGTERM: runs end after the range in hand, another node goes on with them, exit 0; a second one ends at"
                    + " once."
        })
final class Serve implements Callable<Exit> {
    private static final int MOST = 65_535;

    private final Invocation invocation;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Where to answer on 127.0.0.1, ${DEFAULT-VALUE} if not given; 0: any free one, printed.")
    private int port = 8088;

    Serve(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() throws InterruptedException {
        if (port < 0 || port > MOST) {
            throw Fault.usage(
                    FaultCode.USAGE,
                    "--port " + port + " is not within 0 to " + MOST,
                    "0 takes any free one and prints it.");
        }
        CountDownLatch told = new CountDownLatch(1);
        Runnable stop = () -> {
            invocation.note("stopping: runs end after the range in hand; once more ends at once");
            told.countDown();
        };
        Runnable endAtOnce = () -> invocation.note(
                "ended at once: ranges in hand are rolled back; another node goes on with them, or this one when it is back");
        try (Signals _ = Signals.of(stop, endAtOnce);
                SchedulerNode node = SchedulerNode.start(
                        invocation.settings(),
                        invocation.environment(),
                        invocation.databaseOfAnySchema(),
                        port,
                        Version.ofBursar())) {
            print(node);
            told.await();
        }
        return Exit.DONE;
    }

    private void print(SchedulerNode node) {
        Output output = invocation.output();
        if (output.isForPeople()) {
            output.say("bursar serves on " + node.address());
            return;
        }
        Map<String, Object> serves = new LinkedHashMap<>();
        serves.put("url", node.address().toString());
        serves.put("port", node.address().getPort());
        serves.put("processId", ProcessHandle.current().pid());
        output.print(serves);
    }
}
