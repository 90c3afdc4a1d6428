package dev.bursar.schedule;

import dev.bursar.database.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a scheduler does when it wakes: {@link #look()} takes up the slots that have passed and says what may be started,
 * {@link #startNext(String)} starts the oldest interval of a job and waits for its end. Both may be called at any time, any
 * number of times and by any number of processes: nothing is lost, nothing done twice.
 */
public final class Wakes {
    private static final Logger LOG = LoggerFactory.getLogger(Wakes.class);

    /** cron's own wake comes a moment after the slot: the minute under way counts when a job is first seen. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    private final Map<String, Schedules.OfJob> jobs = new LinkedHashMap<>();
    private final Database database;
    private final RunStarter starter;
    private final Takeover takeover = new Takeover(BursarVersion.here());
    private final Endings endings = new Endings();
    /** Jobs that this process leaves alone, since another manifest of theirs is in force. */
    private final Set<String> odd = new HashSet<>();

    /**
     * @param schedules read once, now
     * @param database where queue and runs are; {@link #look()} uses its client, so one thread at a time may look
     * @param starter what starts a run and waits for its end
     */
    public Wakes(Schedules schedules, Database database, RunStarter starter) {
        schedules.all().forEach(job -> jobs.put(job.job(), job));
        this.database = database;
        this.starter = starter;
    }

    /** When the next slot of any schedule comes after an instant, business time; empty if none ever does. */
    public Optional<Instant> nextSlot(Instant after) {
        return jobs.values().stream()
                .flatMap(job -> job.schedule().next(after).stream())
                .map(due -> due.firing().at())
                .min(Instant::compareTo);
    }

    /**
     * Takes up slots, settles what ended without a word, tells of what is late. Starts nothing; takes milliseconds.
     *
     * @return what is to be said of it; {@link Look#startable()} are the jobs to start something of
     */
    public Look look() {
        Map<String, ScheduleRow> rows = new LinkedHashMap<>();
        new ScheduleRows(database.client()).all().forEach(row -> rows.put(row.job(), row));
        List<Outcome> news = new ArrayList<>();
        List<Schedules.OfJob> mine = new ArrayList<>();
        boolean isHeldUp = new Obstacles(database.client()).ofAll().isPresent();
        for (Schedules.OfJob job : jobs.values()) {
            Optional<ScheduleRow> row = Optional.ofNullable(rows.get(job.job())).or(() -> Optional.of(begin(job)));
            if (isMine(job, row.get())) {
                mine.add(job);
                if (!isHeldUp) {
                    news.addAll(takeUp(job, row.get()));
                }
            }
        }
        new ScheduleRows(database.client())
                .seen(mine.stream().map(job -> job.file().sha256()).toList());
        settle(news);
        if (!isHeldUp) {
            database.inTransaction(client -> {
                new Deadlines(client).look(jobs);
                return null;
            });
        }
        return new Queue(database.client(), takeover, jobs).look(news);
    }

    private ScheduleRow begin(Schedules.OfJob job) {
        return database.inTransaction(client -> {
            ScheduleRows rows = new ScheduleRows(client);
            Instant now = Claims.businessNow(client);
            if (rows.begin(job, now.minus(GRACE))) {
                new Events(client).byBursar(job.job(), "began", null, null, "slots count from " + now + " on");
            }
            return rows.find(job.job()).orElseThrow();
        });
    }

    private boolean isMine(Schedules.OfJob job, ScheduleRow row) {
        if (takeover.isOdd(job, row)) {
            if (odd.add(job.job())) {
                LOG.warn("{}", Takeover.words(job, row)); // said once, not at every look
            }
            return false;
        }
        odd.remove(job.job());
        if (Takeover.differs(job, row)) {
            database.inTransaction(client -> {
                takeover.takeOver(job, client);
                return null;
            });
        }
        return true;
    }

    private List<Outcome> takeUp(Schedules.OfJob job, ScheduleRow row) {
        List<Outcome> skipped = new ArrayList<>();
        Instant watermark = row.watermark();
        Instant now = Claims.businessNow(database.client());
        while (row.pause().isEmpty() && Slots.hasPassed(job.schedule(), watermark, now)) {
            skipped.addAll(database.inTransaction(client -> new Slots(client).take(job, now)));
            Instant reached = new ScheduleRows(database.client())
                    .find(job.job())
                    .orElseThrow()
                    .watermark();
            if (!reached.isAfter(watermark)) {
                break;
            }
            watermark = reached;
        }
        return skipped;
    }

    private void settle(List<Outcome> news) {
        Settling settling = new Settling(database, endings);
        for (DueRow due : new DueRows(database.client()).open()) {
            Schedules.OfJob job = jobs.get(due.job());
            if (job == null) {
                continue; // of a job that this bursar does not have
            }
            Optional<Outcome> outcome = switch (due.status()) {
                case "RUNNING" -> settling.atWork(job, due);
                case "FAILED" -> settling.failed(job, due);
                default -> Optional.empty();
            };
            outcome.ifPresent(news::add);
        }
    }

    /**
     * Starts the oldest interval of a job, if it may be started, and waits for the end of its run. On a connection of its own:
     * any thread may call it.
     *
     * @return what became of it; empty if nothing of the job may be started, or somebody else was faster
     */
    public Optional<Outcome> startNext(String name) {
        Schedules.OfJob job = Optional.ofNullable(jobs.get(name)).orElseThrow();
        try (Database session = database.another()) {
            Optional<Claim> claim = session.inTransaction(client -> new Claims(takeover, endings).next(job, client));
            return claim.map(taken -> new Start(starter, endings, session)
                    .of(taken, "scheduled for " + taken.due().slot()));
        }
    }
}
