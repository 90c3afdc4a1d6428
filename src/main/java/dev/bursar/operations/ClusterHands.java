package dev.bursar.operations;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.run.CurrentRun;
import dev.bursar.run.PartitionWork;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All nodes of a cluster. Partitions are offered to them, and their rows are watched: what a dead node had, what nobody takes
 * and what failed is offered again, and where nobody comes at all, this process works with threads of its own. So no loss of a
 * message, of a node or of Quartz can make a run wait for ever.
 */
final class ClusterHands implements PartitionHands {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterHands.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    /** An offer that nobody has taken for so long is made again: it may be lost, or in the hands of a dead node. */
    private static final Duration OFFER_AGAIN = Duration.ofSeconds(5);

    /** With nobody at work for so long, this process begins by itself. */
    private static final Duration BEGIN_ALONE = Duration.ofSeconds(3);

    /** So often a partition may fail before the run does. */
    private static final int TRIES = 3;

    private final Cluster cluster;
    private final CurrentRun run;
    private final PartitionRows rows;
    private final Claimants claimants;
    private final PartitionWork work;
    private final int threads;
    private final String self;

    private final Stalls stalls = new Stalls(System::nanoTime);
    private final Map<Integer, Offer> offers = new HashMap<>();
    private long lastAtWork = System.nanoTime();

    /** When a partition was offered, and under which token it was free then. */
    private record Offer(int token, long nanos) {
        boolean isRecent() {
            return System.nanoTime() - nanos < OFFER_AGAIN.toNanos();
        }
    }

    ClusterHands(
            Cluster cluster, CurrentRun run, PartitionRows rows, Claimants claimants, PartitionWork work, int threads) {
        this.cluster = cluster;
        this.run = run;
        this.rows = rows;
        this.claimants = claimants;
        this.work = work;
        this.threads = threads;
        this.self = cluster.nodeId().orElseGet(Machine::process);
    }

    @Override
    public void work(List<Integer> numbers) throws InterruptedException {
        rows.freeAll();
        try (OwnHands own = new OwnHands(new PartitionWorker(run, rows, work, self), threads)) {
            List<PartitionRows.State> states = rows.all();
            while (!states.stream().allMatch(PartitionRows.State::done)) {
                Optional<Fault> failure = failure(states);
                if (failure.isPresent() || run.stop().isRequested()) {
                    letEverybodyStop(own);
                    if (failure.isPresent()) {
                        throw failure.get();
                    }
                    return;
                }
                takeFromTheDead(states);
                offerFree(states);
                workAloneIfNobodyComes(states, own);
                Thread.sleep(BETWEEN_LOOKS);
                states = rows.all();
            }
        } finally {
            withdraw();
        }
    }

    private Optional<Fault> failure(List<PartitionRows.State> states) {
        return states.stream()
                .filter(state -> !state.done() && state.tries() >= TRIES)
                .findFirst()
                .map(state -> Fault.failed(
                        FaultCode.RUN_FAILED,
                        "partition " + state.number() + " failed " + state.tries() + " times, the last time so: "
                                + state.error()
                                        .map(error -> error.get("message"))
                                        .orElse("it did not say why"),
                        state.error()
                                .map(error -> String.valueOf(error.get("hint")))
                                .orElse("")));
    }

    private void takeFromTheDead(List<PartitionRows.State> states) {
        Set<String> dead = claimants.dead(states, self);
        dead.forEach(node -> claimants.end(run, node));
        for (PartitionRows.State state : states) {
            String by = state.claimedBy().orElse("");
            if (stalls.isStalled(state)) {
                if (!by.equals(self)) {
                    claimants.end(run, by);
                }
                takeAway(state, by + ", where nothing moves");
            } else if (state.isClaimed() && dead.contains(by)) {
                takeAway(state, by + ", which is dead");
            }
        }
    }

    private void takeAway(PartitionRows.State state, String from) {
        if (rows.takeAway(state)) {
            LOG.info("run {}: partition {} is taken from node {}", run.id(), state.number(), from);
        }
    }

    private void offerFree(List<PartitionRows.State> states) {
        for (PartitionRows.State state : states) {
            Optional<Offer> before = Optional.ofNullable(offers.get(state.number()));
            Optional<Offer> standing = before.filter(offer -> offer.token() == state.token());
            if (state.isFree() && standing.filter(Offer::isRecent).isEmpty()) {
                offer(state, before.isPresent() && standing.isEmpty());
            }
        }
    }

    /** @param givenBack by somebody who had taken it, and has perhaps offered it to the next already */
    private void offer(PartitionRows.State state, boolean givenBack) {
        try {
            PartitionOffers board = cluster.here().offers();
            if (!givenBack || !board.stands(run, state.number())) {
                board.offer(run, state.number());
            }
            offers.put(state.number(), new Offer(state.token(), System.nanoTime()));
        } catch (Fault e) {
            LOG.info("run {}: partition {} cannot be offered now: {}", run.id(), state.number(), e.getMessage());
        }
    }

    private void workAloneIfNobodyComes(List<PartitionRows.State> states, OwnHands own) {
        if (states.stream().anyMatch(PartitionRows.State::isClaimed)) {
            lastAtWork = System.nanoTime();
        } else if (System.nanoTime() - lastAtWork > BEGIN_ALONE.toNanos()) {
            LOG.info(
                    "run {}: no node has taken a partition for {} s; this process works on them",
                    run.id(),
                    BEGIN_ALONE.toSeconds());
            own.work(states.stream()
                    .filter(PartitionRows.State::isFree)
                    .map(PartitionRows.State::number)
                    .toList());
            lastAtWork = System.nanoTime();
        }
    }

    /** Returns once nobody who lives has a partition: each of them is told, and has at most a range in hand. */
    private void letEverybodyStop(OwnHands own) throws InterruptedException {
        own.stop();
        rows.requestStop();
        List<PartitionRows.State> states = rows.all();
        while (states.stream().anyMatch(PartitionRows.State::isClaimed)) {
            takeFromTheDead(states);
            Thread.sleep(BETWEEN_LOOKS);
            states = rows.all();
        }
    }

    private void withdraw() {
        try {
            cluster.here().offers().withdraw(run.id());
        } catch (Fault e) {
            LOG.debug("the offers of run {} stay until a node clears them away", run.id(), e);
        }
    }
}
