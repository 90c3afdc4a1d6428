package dev.bursar.alerts;

import dev.bursar.alerts.AlertWatch.Delivered;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One pass over the outbox. A sink that failed is left alone for the rest of it, so that one that hangs holds up no other. */
final class DeliveryRound {
    private final Outbox outbox;
    private final Sender sender;
    private final Map<String, Sink> sinks = new TreeMap<>();
    private int delivered;
    private int postponed;
    private int givenUp;

    /** @param client whose connection commits each statement by itself */
    DeliveryRound(JdbcClient client, AlertFile file, Sender sender) {
        this.outbox = new Outbox(client, file.source());
        this.sender = sender;
        file.sinks().forEach(sink -> sinks.put(sink.name(), sink));
    }

    /** Sends what is due until nothing is, or until the thread is interrupted. */
    Delivered run() {
        Optional<Outbox.Claim> claim = outbox.claim(sinks.keySet());
        while (claim.isPresent() && !Thread.currentThread().isInterrupted()) {
            send(claim.get());
            claim = outbox.claim(sinks.keySet());
        }
        outbox.giveUpOnUnknownSinks();
        return new Delivered(delivered, postponed, givenUp);
    }

    private void send(Outbox.Claim claim) {
        Sink sink = Objects.requireNonNull(sinks.get(claim.sink()));
        switch (sender.send(sink, claim.message())) {
            case Outcome.Delivered _ -> {
                outbox.delivered(claim);
                delivered++;
            }
            case Outcome.Refused(String why) -> {
                outbox.refused(claim, why);
                givenUp++;
            }
            case Outcome.Postponed later -> {
                boolean isGivenUp = outbox.postponed(claim, later);
                givenUp += isGivenUp ? 1 : 0;
                postponed += isGivenUp ? 0 : 1;
                sinks.remove(claim.sink());
            }
        }
    }
}
