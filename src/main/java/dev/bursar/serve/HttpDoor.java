package dev.bursar.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Answers a few paths over HTTP, to this machine alone. Any other path is 404, and any method but GET and HEAD 405. */
final class HttpDoor implements AutoCloseable {
    /** Seconds that a request may take to arrive; the JDK's server reads this once, when it is first used. */
    private static final String SLOWEST_REQUEST = "sun.net.httpserver.maxReqTime";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private HttpDoor(HttpServer server) {
        this.server = server;
    }

    /**
     * What is sent back.
     *
     * @param status of HTTP
     * @param type of the content
     */
    record Answer(int status, String type, String body) {
        static Answer text(int status, String body) {
            return new Answer(status, "text/plain; charset=utf-8", body);
        }
    }

    /**
     * Takes a port of loopback. Who asks waits until {@link #answer} was called.
     *
     * @param port 0 for any free one
     * @throws Fault port-taken (exit 1) if somebody else listens there
     */
    static HttpDoor open(int port) {
        if (System.getProperty(SLOWEST_REQUEST) == null) {
            System.setProperty(SLOWEST_REQUEST, "10");
        }
        return new HttpDoor(listen(port));
    }

    /**
     * Begins to answer.
     *
     * @param paths what answers each path
     */
    void answer(Map<String, Supplier<Answer>> paths) {
        server.setExecutor(threads);
        server.createContext("/", exchange -> reply(exchange, paths));
        server.start();
    }

    private static HttpServer listen(int port) {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (BindException e) {
            throw Fault.failed(
                    FaultCode.PORT_TAKEN,
                    "port " + port + " of 127.0.0.1 is taken (" + e.getMessage() + "); this node did not join",
                    "End the program that listens there, or give another port with --port (0: any free one).",
                    e);
        } catch (IOException e) {
            throw Fault.failed(
                    FaultCode.FAILED,
                    "no HTTP server could be started: " + e.getMessage() + "; this node did not join",
                    "Check what the machine allows this user to open, and start it again.",
                    e);
        }
    }

    private static void reply(HttpExchange exchange, Map<String, Supplier<Answer>> paths) throws IOException {
        try (exchange) {
            Answer answer = answer(exchange, paths);
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            boolean isHead = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(answer.status(), isHead || body.length == 0 ? -1 : body.length);
            if (!isHead) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private static Answer answer(HttpExchange exchange, Map<String, Supplier<Answer>> paths) {
        Supplier<Answer> path = paths.get(exchange.getRequestURI().getPath());
        if (path == null) {
            return Answer.text(404, "There are " + String.join(", ", paths.keySet()) + ".\n");
        }
        if (!exchange.getRequestMethod().matches("GET|HEAD")) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            return Answer.text(405, "Only GET and HEAD: nothing can be changed here.\n");
        }
        try {
            return path.get();
        } catch (RuntimeException e) {
            return Answer.text(500, "This should not have happened: " + e + "\n");
        }
    }

    /** Where it answers: {@code http://127.0.0.1:8088}. */
    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
