package dev.bursar.serve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code bursar serve} in a process of its own, with 256 MB of heap; killed at the latest when it is closed. */
public final class NodeProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final Path log;
    private @Nullable URI address;

    private NodeProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts a node with this environment on any free port. */
    public static NodeProcess start(Map<String, String> environment) {
        return start(environment, "serve", "--port", "0", "-o", "json");
    }

    /** Starts bursar with this environment and these arguments. */
    public static NodeProcess start(Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.bursar.cli.Bursar"));
        command.addAll(List.of(arguments));
        try {
            Path log = Files.createTempFile("node-", ".log");
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
            builder.environment().putAll(environment);
            return new NodeProcess(builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private URI address() {
        if (address == null) {
            address = URI.create(json().path("url").stringValue());
        }
        return address;
    }

    /** What it prints under {@code -o json}; waits until it has. */
    public JsonNode json() {
        StringBuilder text = new StringBuilder();
        try {
            int letter = process.getInputStream().read();
            while (letter >= 0) {
                text.append((char) letter);
                if (text.toString().endsWith("\n}\n")) {
                    return JsonMapper.shared().readTree(text.toString());
                }
                letter = process.getInputStream().read();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("it ended after '" + text + "' and said: " + log());
    }

    /** Waits until a probe is answered 200. */
    public NodeProcess awaitReady() {
        Await.until("a node is ready", () -> get("/actuator/health/readiness").statusCode() == 200);
        return this;
    }

    public HttpResponse<String> get(String path) {
        return ask("GET", path);
    }

    public HttpResponse<String> ask(String method, String path) {
        HttpRequest request = HttpRequest.newBuilder(address().resolve(path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .timeout(PATIENCE)
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(log(), e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One part of its readiness. */
    public JsonNode part(String name) {
        return JsonMapper.shared()
                .readTree(get("/actuator/health/readiness").body())
                .path("components")
                .path(name);
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** kill -9. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** Sends a signal: TERM, STOP, CONT. */
    public void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(pid())).start().waitFor();
    }

    /** Waits for the end; the exit code. */
    public int exit() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("it did not end within " + PATIENCE + " and said: " + log());
        }
        return process.exitValue();
    }

    /** Everything that it wrote to stderr. */
    public String log() {
        try {
            return Files.readString(log, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
            Files.deleteIfExists(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
