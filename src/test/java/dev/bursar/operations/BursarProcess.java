package dev.bursar.operations;

import dev.bursar.config.Setting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A command in a process of its own, which can be sent signals and killed. */
public final class BursarProcess {
    private static final int PATIENCE_SECONDS = 120;

    private final Process process;

    private BursarProcess(Process process) {
        this.process = process;
    }

    /** Starts a command on a town, seen from an instant, with 256 MB of heap. */
    public static BursarProcess start(Town town, String now, String... arguments) {
        return startWithHeap(256, town, now, arguments);
    }

    /** The same with another heap, in MB. */
    public static BursarProcess startWithHeap(int megabytes, Town town, String now, String... arguments) {
        return start(megabytes, town.database().variables(Map.of(Setting.BURSAR_CLOCK, now)), arguments);
    }

    /** Starts a command with a heap of so many MB, and with more in its environment. */
    public static BursarProcess start(int megabytes, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + megabytes + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.bursar.cli.Bursar"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        try {
            return new BursarProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** kill -9. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** What Ctrl-C sends. */
    void interrupt() throws IOException, InterruptedException {
        signal("INT");
    }

    /** Stops it where it stands; its connections stay open and say nothing. */
    void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** Lets it go on where it stood. */
    void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(pid())).start().waitFor();
    }

    /** Waits for the end; the exit code. */
    public int exit() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("it did not end within " + PATIENCE_SECONDS + " s");
        }
        return process.exitValue();
    }

    /** What it printed under {@code -o json}; waits for the end. */
    public JsonNode json() {
        try {
            return JsonMapper.shared()
                    .readTree(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
