package dev.bursar.schedule;

import dev.bursar.run.JobSpec;
import dev.bursar.run.Jobs;
import dev.bursar.schedule.Manifest.Alert;
import dev.bursar.schedule.Manifest.Gate;
import dev.bursar.schedule.Manifest.OnFailure;
import dev.bursar.schedule.Manifest.Overlap;
import dev.bursar.schedule.Manifest.Retries;
import dev.bursar.yaml.Complaints;
import dev.bursar.yaml.Fields;
import dev.bursar.yaml.Range;
import dev.bursar.yaml.Scalars;
import dev.bursar.yaml.Spelling;
import dev.bursar.yaml.YamlText;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads the text of a manifest, key by key in the order in which people write them. */
final class ManifestReader {
    private static final String[] KEYS = {
        "job",
        "command",
        "runbook",
        "schedule",
        "interval",
        "catch-up",
        "overlap",
        "scope",
        "gates",
        "workers",
        "retries",
        "on-failure",
        "deadline-minutes",
        "keep-runs-days",
        "alerts",
        "thresholds" // the job's own to read
    };
    private static final Pattern COMMAND = Pattern.compile("bursar .{1,200}\\{\\{interval}}.{0,200}");
    private static final Pattern RUNBOOK = Pattern.compile("runbooks/[a-z0-9-]+\\.md");
    private static final Range DAYS = Range.of(1, 3_660);

    private ManifestReader() {}

    /** Every key that a manifest may have. */
    static String[] keys() {
        return KEYS.clone();
    }

    /** The manifest; throws a fault of code {@code invalid-manifest} that lists what is wrong, by line and field. */
    static Manifest read(String file, String text) {
        Complaints complaints = new Complaints(file, ManifestFile.KIND);
        Fields root = new Fields(YamlText.parse(file, text, ManifestFile.KIND), "", complaints, KEYS);
        String job = knownJob(root);
        Times times = Times.read(root);
        String command = command(root, job);
        String runbook = runbook(root);
        Interval interval = interval(root);
        Manifest manifest = new Manifest(
                job,
                command,
                runbook,
                times.cron(),
                times.zone(),
                times.replacedBy(),
                interval,
                catchUpDays(root),
                overlap(root),
                gates(root, job, interval),
                (int) Scalars.whole(root, "workers", 1, Range.of(1, 64)),
                retries(root),
                onFailure(root),
                Duration.ofMinutes(Scalars.whole(root, "deadline-minutes", 60, Range.of(1, 10_080))),
                (int) Scalars.whole(root, "keep-runs-days", 400, DAYS),
                alerts(root));
        Scalars.choice(root, "scope", "all", List.of("all"));
        complaints.refuse();
        return manifest;
    }

    private static String knownJob(Fields fields) {
        String job = Scalars.code(fields, "job");
        List<String> jobs = Jobs.all().stream().map(JobSpec::name).toList();
        if (!job.isEmpty() && !jobs.contains(job)) {
            fields.complain("job", job + " is no job; " + Spelling.advice(job, jobs));
        }
        return job;
    }

    private static String command(Fields root, String job) {
        String command = required(root, "command", COMMAND, "must begin with bursar and have {{interval}} in it");
        if (!command.isEmpty()) {
            Jobs.all().stream()
                    .filter(spec -> spec.name().equals(job))
                    .findFirst()
                    .flatMap(spec -> StartCommand.complaint(command, spec))
                    .ifPresent(complaint -> root.complain("command", complaint));
        }
        return command;
    }

    private static String runbook(Fields root) {
        String runbook = required(root, "runbook", RUNBOOK, "must be a file such as runbooks/allocation.md");
        if (!runbook.isEmpty() && ManifestReader.class.getClassLoader().getResource(runbook) == null) {
            root.complain("runbook", "must be there, but bursar has no " + runbook);
        }
        return runbook;
    }

    private static String required(Fields fields, String key, Pattern pattern, String rule) {
        String text = fields.required(key) == null ? null : Scalars.text(fields, key, pattern, rule);
        return text == null ? "" : text;
    }

    private static Interval interval(Fields root) {
        root.required("interval");
        return Interval.of(Scalars.choice(root, "interval", Interval.DAY.word(), Interval.words()));
    }

    private static int catchUpDays(Fields root) {
        Fields catchUp = root.mapping("catch-up", "oldest-first", "window-days");
        if (catchUp == null) {
            return 1;
        }
        Scalars.choice(catchUp, "oldest-first", "true", List.of("true"));
        catchUp.required("window-days");
        return (int) Scalars.whole(catchUp, "window-days", 1, DAYS);
    }

    private static Overlap overlap(Fields root) {
        return Overlap.valueOf(
                Scalars.choice(root, "overlap", "skip", List.of("skip", "wait")).toUpperCase(Locale.ROOT));
    }

    private static List<Gate> gates(Fields root, String job, Interval interval) {
        return root.list("gates", "job", "job", "on", "must-be").stream()
                .map(gate -> gate(gate, job, interval))
                .toList();
    }

    private static Gate gate(Fields fields, String job, Interval interval) {
        String other = knownJob(fields);
        Gate gate = new Gate(
                other,
                Scalars.choice(fields, "on", "same", List.of("same", "last-day")),
                Scalars.choice(fields, "must-be", "completed", List.of("completed", "clean")));
        if (!other.isEmpty() && other.equals(job)) {
            fields.complain("job", "is the manifest's own; a job cannot wait for itself");
        } else {
            Neighbours.packaged()
                    .objection(job, interval, gate)
                    .ifPresent(objection -> fields.complain("on", objection));
        }
        return gate;
    }

    private static Retries retries(Fields root) {
        Fields retries = root.mapping("retries", "times", "first-wait-seconds", "factor", "on");
        return retries == null
                ? new Retries(0, Duration.ZERO, 1, List.of())
                : new Retries(
                        (int) Scalars.whole(retries, "times", 0, Range.of(0, 20)),
                        Duration.ofSeconds(Scalars.whole(retries, "first-wait-seconds", 1, Range.of(1, 86_400))),
                        (int) Scalars.whole(retries, "factor", 1, Range.of(1, 10)),
                        FaultWords.read(retries, "on"));
    }

    private static OnFailure onFailure(Fields root) {
        String word = Scalars.choice(root, "on-failure", "go-on", List.of("go-on", "pause"));
        return OnFailure.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static List<Alert> alerts(Fields root) {
        return root.list("alerts", "when", "when", "severity").stream()
                .map(ManifestReader::alert)
                .toList();
    }

    private static Alert alert(Fields alert) {
        alert.required("when");
        alert.required("severity");
        return new Alert(
                Scalars.choice(alert, "when", "failed", List.of("failed", "findings", "deadline-missed", "stopped")),
                Scalars.choice(alert, "severity", "warning", List.of("page", "warning", "info")));
    }
}
