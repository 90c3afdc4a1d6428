package dev.bursar.alerts;

import dev.bursar.alerts.Outcome.Delivered;
import dev.bursar.alerts.Outcome.Postponed;
import dev.bursar.alerts.Outcome.Refused;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells one sink one message. Whatever happens is an outcome; none of them holds the sink's address or key. */
final class Sender implements AutoCloseable {
    /** Where the log sink writes; {@code logback.xml} keeps it on while other logs are off. */
    private static final Logger ALERTS = LoggerFactory.getLogger("bursar.alerts");

    private final Map<String, String> environment;
    private @Nullable HttpPost http;

    Sender(Map<String, String> environment) {
        this.environment = environment;
    }

    Outcome send(Sink sink, Message message) {
        if (sink.kind() == Sink.Kind.LOG) {
            return log(message);
        }
        Optional<String> address = sink.address() == null
                ? sink.kind().standardAddress()
                : sink.address().read(environment);
        Optional<String> key =
                sink.key() == null ? Optional.empty() : sink.key().read(environment);
        if (address.isEmpty() || (sink.kind().needsKey() && key.isEmpty())) {
            return new Postponed("its address or key is not set here", false, null);
        }
        Optional<String> fault = Address.fault(address.get());
        if (fault.isPresent()) {
            return new Postponed("its address names a place " + fault.get(), false, null);
        }
        String body = switch (sink.kind()) {
            case SLACK -> Bodies.slack(message);
            case PAGERDUTY -> Bodies.pagerDuty(message, key.orElseThrow());
            default -> Bodies.webhook(message);
        };
        return withoutSecrets(http().post(address.get(), body), address.get(), key.orElse(""));
    }

    private static Outcome log(Message message) {
        String line = "%s %s %s: %s%s"
                .formatted(
                        message.isFiring() ? "FIRING" : "RESOLVED",
                        message.severity().word(),
                        message.key(),
                        message.summary(),
                        message.runbook() == null || !message.isFiring() ? "" : " (" + message.runbook() + ")");
        switch (message.isFiring() ? message.severity() : Severity.INFO) {
            case PAGE, CRITICAL -> ALERTS.error("{}", line);
            case WARNING -> ALERTS.warn("{}", line);
            case BUSINESS, INFO -> ALERTS.info("{}", line);
        }
        return new Delivered("logged");
    }

    /** A sink's answer may repeat what it was sent to or with. */
    private static Outcome withoutSecrets(Outcome outcome, String address, String key) {
        return switch (outcome) {
            case Delivered delivered -> delivered;
            case Postponed(String why, boolean isInDoubt, var pause) ->
                new Postponed(Redaction.of(why, address, key), isInDoubt, pause);
            case Refused(String why) -> new Refused(Redaction.of(why, address, key));
        };
    }

    private HttpPost http() {
        if (http == null) {
            http = new HttpPost();
        }
        return http;
    }

    @Override
    public void close() {
        if (http != null) {
            http.close();
        }
    }
}
