package dev.bursar.alerts;

import dev.bursar.config.Settings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A message sent to a sink to see whether it arrives.
 *
 * @param event {@code firing}, then {@code resolved}, so that nothing stays open
 * @param delivered whether the sink took it
 * @param answer what happened, in words
 */
public record SinkTrial(String event, boolean delivered, String answer) {
    /**
     * Tells one sink of an alert that is none, and of its end. Nothing is written down.
     *
     * @return what happened, up to the first message that did not arrive; throws a fault of exit 2 if the alert file is
     *     malformed or names no such sink
     */
    public static List<SinkTrial> of(String sink, Settings settings, Map<String, String> environment) {
        AlertFile file = AlertFile.inForce(settings, environment);
        Sink tried = file.sink(sink);
        List<SinkTrial> trials = new ArrayList<>();
        try (Sender sender = new Sender(environment)) {
            for (boolean isFiring : new boolean[] {true, false}) {
                Outcome outcome = sender.send(tried, message(file.source(), tried, isFiring));
                boolean isDelivered = outcome instanceof Outcome.Delivered;
                trials.add(new SinkTrial(isFiring ? "firing" : "resolved", isDelivered, outcome.inWords()));
                if (!isDelivered) {
                    break;
                }
            }
        }
        return trials;
    }

    private static Message message(String source, Sink sink, boolean isFiring) {
        Instant now = Instant.now();
        return new Message(
                0,
                source,
                isFiring,
                "test:" + sink.name(),
                sink.severities().iterator().next(),
                "this is a test of the sink " + sink.name() + "; nothing is wrong",
                JsonNodeFactory.instance.objectNode(),
                null,
                1,
                now,
                now,
                isFiring ? null : now);
    }
}
