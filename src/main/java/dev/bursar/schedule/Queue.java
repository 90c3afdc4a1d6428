package dev.bursar.schedule;

import dev.bursar.schedule.Outcome.What;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What waits, in which order, and why. Each job has one interval at the head, and the others behind it. */
final class Queue {
    private final JdbcClient client;
    private final Takeover takeover;
    private final Map<String, Schedules.OfJob> jobs;

    Queue(JdbcClient client, Takeover takeover, Map<String, Schedules.OfJob> jobs) {
        this.client = client;
        this.takeover = takeover;
        this.jobs = jobs;
    }

    /** The queue as it stands; writes down with each head why it waits. */
    Look look(List<Outcome> news) {
        Map<String, ScheduleRow> rows = new LinkedHashMap<>();
        new ScheduleRows(client).all().forEach(row -> rows.put(row.job(), row));
        Optional<String> holdsAll = new Obstacles(client).ofAll();
        Instant now = Claims.businessNow(client);
        List<Outcome> atWork = new ArrayList<>();
        List<Outcome> waiting = new ArrayList<>();
        List<String> startable = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        List<DueRow> open = new DueRows(client).open();
        open.stream().filter(due -> due.status().equals("RUNNING")).forEach(due -> {
            seen.add(due.job());
            Optional<RunOfInterval> run = RunOfInterval.find(client, due.job(), due.businessFor());
            atWork.add(Outcome.of(due, What.RUNNING, run, Optional.empty()));
        });
        for (DueRow due : open) {
            Schedules.OfJob job = jobs.get(due.job());
            if (job == null || !due.status().equals("WAITING") || !seen.add(due.job())) {
                continue;
            }
            Optional<String> why =
                    holdsAll.or(() -> obstacle(job, Objects.requireNonNull(rows.get(due.job())), due, now));
            new DueStates(client).explain(due, why.orElse(null));
            why.ifPresentOrElse(reason -> waiting.add(Outcome.waiting(due, reason)), () -> startable.add(due.job()));
        }
        return new Look(news, atWork, waiting, startable);
    }

    private Optional<String> obstacle(Schedules.OfJob job, ScheduleRow row, DueRow due, Instant now) {
        if (takeover.isOdd(job, row)) {
            return Optional.of(Takeover.words(job, row));
        }
        Obstacles obstacles = new Obstacles(client);
        return obstacles.ofSchedule(row).or(() -> obstacles.ofInterval(job, due, now));
    }
}
