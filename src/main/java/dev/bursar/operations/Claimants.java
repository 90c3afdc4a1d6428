package dev.bursar.operations;

import dev.bursar.run.CurrentRun;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Those who have claimed partitions of a run, and whether they live. */
final class Claimants {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final JdbcClient client;
    private long looked = System.nanoTime() - BETWEEN_LOOKS.toNanos();

    Claimants(JdbcClient client) {
        this.client = client;
    }

    /** Which of them are no living nodes; looked up once a second. Whoever asks is not dead. */
    Set<String> dead(List<PartitionRows.State> states, String self) {
        if (System.nanoTime() - looked < BETWEEN_LOOKS.toNanos()) {
            return Set.of();
        }
        looked = System.nanoTime();
        Set<String> dead = new HashSet<>();
        states.stream()
                .filter(PartitionRows.State::isClaimed)
                .map(PartitionRows.State::claimedBy)
                .flatMap(Optional::stream)
                .forEach(dead::add);
        dead.remove(self);
        if (!dead.isEmpty()) {
            dead.removeAll(client.sql("SELECT id FROM node_state WHERE alive")
                    .query(String.class)
                    .list());
        }
        return dead;
    }

    /** Ends what a dead one has left open of its work on a run, which may hold locks on its rows. */
    void end(CurrentRun run, String dead) {
        var _ = Sessions.endOfHelper(client, run, dead);
    }
}
