package dev.bursar.schedule;

import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Pauses and resumes schedules. A paused schedule starts nothing, and its watermark stands: nothing is lost meanwhile. */
public final class Pauses {
    private final JdbcClient client;

    /** @param client inside the transaction that the caller commits or rolls back */
    public Pauses(JdbcClient client) {
        this.client = client;
    }

    /**
     * Pauses a schedule; of one that is paused, changes the note.
     *
     * @return the pause that was in force before, if one was
     */
    public Optional<Pause> pause(Schedules.OfJob job, String note) {
        Optional<Pause> before = locked(job).pause();
        if (before.map(Pause::note).filter(note::equals).isPresent()) {
            return before;
        }
        String actor = client.sql("SELECT acting()").query(String.class).single();
        new ScheduleRows(client).pause(job.job(), actor, note);
        new Events(client).byOperator(job.job(), "paused", null, note);
        return before;
    }

    /**
     * Lets a schedule go on: what came due meanwhile is put into the queue, back to the manifest's window. It was late on
     * purpose, so its deadline counts from now.
     *
     * @param note why; may be empty
     * @return the pause that is over; empty if there was none
     */
    public Optional<Pause> resume(Schedules.OfJob job, Optional<String> note) {
        Optional<Pause> before = locked(job).pause();
        before.ifPresent(pause -> {
            new ScheduleRows(client).resume(job.job());
            Instant now = Claims.businessNow(client);
            var _ = new Slots(client).take(job, now);
            new DueRows(client).allowUntil(job.job(), now.plus(job.manifest().deadline()));
            new Events(client)
                    .byOperator(
                            job.job(),
                            "resumed",
                            null,
                            note.orElse("was paused by " + pause.by() + ": " + pause.note()));
        });
        return before;
    }

    private ScheduleRow locked(Schedules.OfJob job) {
        begun(job);
        return new ScheduleRows(client).lock(job.job());
    }

    /** Makes the row of a job for which nothing was ever woken. */
    void begun(Schedules.OfJob job) {
        Instant now = Claims.businessNow(client);
        ScheduleRows rows = new ScheduleRows(client);
        if (rows.begin(job, now)) {
            new Events(client).byBursar(job.job(), "began", null, null, "slots count from " + now + " on");
        }
    }
}
