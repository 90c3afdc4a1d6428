package dev.bursar.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** One wake to its end: takes up what is due and starts it, the oldest slot of all jobs first, until nothing may be started. */
public final class Tick {
    private final Wakes wakes;
    private final BooleanSupplier isStopped;

    /** @param isStopped whether to start nothing more */
    public Tick(Wakes wakes, BooleanSupplier isStopped) {
        this.wakes = wakes;
        this.isStopped = isStopped;
    }

    /**
     * Does it.
     *
     * @param told of each outcome as it comes
     * @return all outcomes in order; what still waits or is at work elsewhere comes last
     */
    public List<Outcome> run(Consumer<Outcome> told) {
        List<Outcome> outcomes = new ArrayList<>();
        Consumer<Outcome> note = outcome -> {
            outcomes.add(outcome);
            told.accept(outcome);
        };
        Look look = look(note);
        while (startOne(look, note)) {
            look = look(note);
        }
        look.atWork().forEach(note);
        look.waiting().forEach(note);
        return outcomes;
    }

    private Look look(Consumer<Outcome> note) {
        Look look = wakes.look();
        look.news().forEach(note);
        return look;
    }

    private boolean startOne(Look look, Consumer<Outcome> note) {
        for (String job : look.startable()) {
            if (isStopped.getAsBoolean()) {
                return false;
            }
            Optional<Outcome> outcome = wakes.startNext(job);
            if (outcome.isPresent()) {
                note.accept(outcome.get());
                return true;
            }
        }
        return false;
    }
}
