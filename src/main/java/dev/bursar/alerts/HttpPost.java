package dev.bursar.alerts;

import dev.bursar.alerts.Outcome.Delivered;
import dev.bursar.alerts.Outcome.Postponed;
import dev.bursar.alerts.Outcome.Refused;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Posts JSON and judges the answer: 2xx has it, 408, 425, 429 and 5xx may have it later, anything else never. */
final class HttpPost implements AutoCloseable {
    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST_ANSWER_BYTES = 65_536;
    private static final int LONGEST_SHOWN = 200;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** Never throws for anything that the other side does. */
    Outcome post(String address, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json; charset=utf-8")
                .header("User-Agent", "bursar")
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                .build();
        CompletableFuture<HttpResponse<String>> answer = client.sendAsync(request, shortText());
        try {
            return judged(answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            answer.cancel(true);
            return new Postponed("no answer within " + PATIENCE.toSeconds() + " s", true, null);
        } catch (ExecutionException e) {
            return failed(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer.cancel(true);
            return new Postponed("this node was stopped while it waited for an answer", true, null);
        }
    }

    private static BodyHandler<String> shortText() {
        return BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), MOST_ANSWER_BYTES);
    }

    /** The library's messages may hold the address: only its kind of trouble is said. */
    private static Outcome failed(Throwable error) {
        return switch (error) {
            case HttpConnectTimeoutException _ ->
                new Postponed("no connection within " + CONNECT_PATIENCE.toSeconds() + " s", false, null);
            case ConnectException _ ->
                new Postponed("the connection was refused, or there is no such host", false, null);
            case UnknownHostException _ -> new Postponed("there is no such host", false, null);
            default ->
                new Postponed("the connection failed (" + error.getClass().getSimpleName() + ")", true, null);
        };
    }

    private static Outcome judged(HttpResponse<String> response) {
        int status = response.statusCode();
        String answer = "answered " + status + said(response.body());
        if (status / 100 == 2) {
            return new Delivered("answered " + status);
        }
        if (status / 100 == 5 || status == 408 || status == 425 || status == 429) {
            return new Postponed(answer, false, pause(response));
        }
        return new Refused(answer);
    }

    private static String said(String body) {
        String line = AlertText.oneLine(body);
        return line.isEmpty() ? "" : ": " + AlertText.cut(line, LONGEST_SHOWN);
    }

    private static @Nullable Duration pause(HttpResponse<String> response) {
        Optional<String> header = response.headers().firstValue("Retry-After").map(String::strip);
        return header.flatMap(text -> RetryAfter.read(text, Instant.now())).orElse(null);
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
