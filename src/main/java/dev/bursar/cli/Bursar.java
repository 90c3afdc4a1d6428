package dev.bursar.cli;

import dev.bursar.fault.Exit;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The main class. */
public final class Bursar {
    /** What logback.xml asks for the level of libraries' log lines; off if not set. */
    private static final String LOG_LEVEL = "bursar.log";

    /** What logback.xml asks for the level of bursar's own log lines; that of the libraries' if not set. */
    private static final String EVENT_LEVEL = "bursar.events";

    /** How logback.xml writes the exception of one of bursar's own log lines; not at all if not set. */
    private static final String TRACES = "bursar.trace";

    private Bursar() {}

    public static void main(String[] arguments) {
        if (List.of(arguments).contains("--debug") && System.getProperty(LOG_LEVEL) == null) {
            System.setProperty(LOG_LEVEL, "WARN");
            System.setProperty(TRACES, "%ex");
        }
        if (List.of(arguments).contains("serve") && System.getProperty(EVENT_LEVEL) == null) {
            System.setProperty(EVENT_LEVEL, "INFO");
        }
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        Exit exit = run(arguments, System.getenv(), new FileOutputStream(FileDescriptor.out), err);
        System.exit(exit.code());
    }

    /**
     * One call of bursar, within this process.
     *
     * @param arguments the command and its options
     * @param environment where settings are read from
     * @param out takes the result, and nothing else
     * @param err takes progress, notes and errors
     */
    static Exit run(String[] arguments, Map<String, String> environment, OutputStream out, PrintStream err) {
        return run(arguments, environment, false, out, err);
    }

    /** As above; with {@code readOnly} the database refuses every change. */
    static Exit run(
            String[] arguments, Map<String, String> environment, boolean readOnly, OutputStream out, PrintStream err) {
        try (Invocation invocation = new Invocation(environment, readOnly, out, err)) {
            try {
                return CommandTree.execute(invocation, arguments);
            } catch (Throwable problem) {
                return new Complaint(invocation, arguments).about(problem);
            }
        }
    }
}
