package dev.bursar.alerts;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A sink on loopback that keeps what it was sent, and answers as it was told to. */
public final class RecordingServer implements AutoCloseable {
    /** What it was sent. */
    public record Request(String path, String contentType, String body) {
        public JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }
    }

    private record Answer(int status, String body, Map<String, String> headers) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Request> requests = new ArrayList<>();
    private final Queue<Answer> answers = new ArrayDeque<>();

    public RecordingServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    /** Its address, with a token in the path that nobody else may see. */
    public String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** The next request is answered so; requests without a planned answer get 200. */
    public synchronized void answersWith(int status, String body, Map<String, String> headers) {
        answers.add(new Answer(status, body, headers));
    }

    void answersWith(int status) {
        answersWith(status, "", Map.of());
    }

    public synchronized List<Request> requests() {
        return List.copyOf(requests);
    }

    /** What came since the last call, as {@code firing key} or {@code resolved key}; only for generic webhooks. */
    synchronized List<String> events() {
        List<String> events = requests.stream()
                .map(Request::json)
                .map(json ->
                        json.path("event").asString() + " " + json.path("key").asString())
                .toList();
        requests.clear();
        return events;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Answer answer;
        synchronized (this) {
            requests.add(new Request(
                    exchange.getRequestURI().getPath(),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")),
                    body));
            answer = answers.isEmpty() ? new Answer(200, "ok", Map.of()) : answers.remove();
        }
        byte[] text = answer.body().getBytes(StandardCharsets.UTF_8);
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status(), text.length == 0 ? -1 : text.length);
        exchange.getResponseBody().write(text);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
