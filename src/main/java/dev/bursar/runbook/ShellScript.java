package dev.bursar.runbook;

import dev.bursar.fault.Exit;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A script for {@code /bin/sh}: what stands in the block and nothing else; parameters are variables of its environment. */
final class ShellScript {
    /** As shells report a program that was ended for taking too long. */
    private static final int TIMED_OUT = 124;

    private final Map<String, String> environment;

    /**
     * How a script ended.
     *
     * @param mistake why it could not end by itself; empty where it did
     */
    record Ran(int exit, String output, String mistake) {}

    /** @param environment as it was given to this process */
    ShellScript(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Runs it to its end; ends it and what it started when it takes longer than its block allows. */
    Ran run(Action action, Values values) {
        // -e: the first command that fails ends it; -u: a variable that nobody set is a mistake
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-euc", action.text(), "runbook")
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        builder.environment().clear();
        builder.environment().putAll(environment);
        values.byName().forEach((name, value) -> builder.environment().put(Lint.variable(name), value));
        Tail tail = new Tail();
        try {
            Process process = builder.start();
            Thread reader = Thread.ofVirtual().start(() -> copy(process, tail));
            if (!process.waitFor(action.terms().timeout().toSeconds(), TimeUnit.SECONDS)) {
                List<ProcessHandle> started = process.descendants().toList();
                process.destroyForcibly().waitFor();
                started.forEach(ProcessHandle::destroyForcibly);
                return new Ran(
                        TIMED_OUT,
                        tail.text(),
                        "was ended after " + action.terms().timeout().toSeconds()
                                + " s; what it had begun may be half done");
            }
            reader.join();
            return new Ran(process.exitValue(), tail.text(), "");
        } catch (IOException e) {
            return new Ran(Exit.FAILED.code(), "", "could not be started: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Ran(Exit.INTERRUPTED.code(), tail.text(), "was interrupted");
        }
    }

    private static void copy(Process process, Tail tail) {
        try {
            process.getInputStream().transferTo(tail);
        } catch (IOException e) {
            // the script was ended, and its output with it
        }
    }
}
