package dev.bursar.schedule;

import dev.bursar.alerts.Alerts;
import dev.bursar.alerts.Severity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tells people of an interval's misfortune, as its manifest says, and that it is well again. In the caller's transaction. */
final class Telling {
    private static final String FAILED = "failed";
    private static final String STOPPED = "stopped";
    private static final String LATE = "deadline-missed";
    private static final String FINDINGS = "findings";

    private final Alerts alerts;

    Telling(JdbcClient client) {
        this.alerts = new Alerts(client);
    }

    void failed(Schedules.OfJob job, DueRow due, Optional<RunOfInterval> run, String message) {
        raise(job, due, FAILED, run, due + " failed: " + message);
    }

    void stopped(Schedules.OfJob job, DueRow due, RunOfInterval run) {
        raise(job, due, STOPPED, Optional.of(run), due + " was stopped, in run " + run.id());
    }

    void late(Schedules.OfJob job, DueRow due, Optional<RunOfInterval> run) {
        long minutes = job.manifest().deadline().toMinutes();
        String how = run.map(found -> "; run " + found.id() + " is " + found.status())
                .orElse("; no run has begun"
                        + due.why().map(why -> ", it " + why).orElse(""));
        raise(
                job,
                due,
                LATE,
                run,
                due + " was due at " + due.slot() + " and is not done " + minutes + " minutes later" + how);
    }

    private void raise(Schedules.OfJob job, DueRow due, String when, Optional<RunOfInterval> run, String summary) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("job", due.job());
        details.put("for", due.businessFor());
        details.put("slotAt", due.slot().toString());
        run.ifPresent(found -> details.put("run", found.id()));
        job.manifest().alerts().stream()
                .filter(alert -> alert.when().equals(when))
                .forEach(alert -> alerts.raise(
                        key(when, due),
                        Severity.of(alert.severity()),
                        summary,
                        details,
                        job.manifest().runbook()));
    }

    /** It is done; whether it is well is for its run's findings to say. */
    void done(Schedules.OfJob job, DueRow due, RunOfInterval run) {
        List.of(FAILED, STOPPED, LATE).forEach(when -> alerts.resolve(key(when, due)));
        if (run.findings() == 0) {
            alerts.resolve(key(FINDINGS, due));
        } else {
            String count = run.findings() + (run.findings() == 1 ? " finding" : " findings");
            raise(job, due, FINDINGS, Optional.of(run), due + " has " + count + ", in run " + run.id());
        }
    }

    private static String key(String when, DueRow due) {
        return when + ":" + due.job() + ":" + due.businessFor();
    }
}
