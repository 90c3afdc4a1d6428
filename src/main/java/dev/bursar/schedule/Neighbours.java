package dev.bursar.schedule;

import dev.bursar.database.Statements;
import dev.bursar.run.JobSpec;
import dev.bursar.run.Jobs;
import dev.bursar.schedule.Manifest.Gate;
import dev.bursar.yaml.Complaints;
import dev.bursar.yaml.Fields;
import dev.bursar.yaml.Scalars;
import dev.bursar.yaml.YamlText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What a gate's job says of itself, as far as it matters to whoever waits for it. Its own faults are not looked for. */
final class Neighbours {
    /** @param gates the jobs that it waits for itself */
    record Neighbour(Interval interval, List<String> gates) {}

    private final Function<String, Optional<Neighbour>> find;

    Neighbours(Function<String, Optional<Neighbour>> find) {
        this.find = find;
    }

    /** The jobs of this bursar. */
    static Neighbours packaged() {
        return new Neighbours(Neighbours::read);
    }

    private static Optional<Neighbour> read(String job) {
        if (Jobs.all().stream().map(JobSpec::name).noneMatch(job::equals)) {
            return Optional.empty();
        }
        String file = "jobs/" + job + "/job.yaml";
        Complaints unheard = new Complaints(file, ManifestFile.KIND);
        Fields root = new Fields(
                YamlText.parse(file, Statements.read(file), ManifestFile.KIND), "", unheard, ManifestReader.keys());
        Interval interval = Interval.of(Scalars.choice(root, "interval", Interval.DAY.word(), Interval.words()));
        List<String> gates = root.list("gates", "job", "job", "on", "must-be").stream()
                .map(gate -> Scalars.code(gate, "job"))
                .toList();
        return Optional.of(new Neighbour(interval, gates));
    }

    /** Why a gate of a job can never open; empty if it can. */
    Optional<String> objection(String job, Interval interval, Gate gate) {
        Optional<Neighbour> other = find.apply(gate.job());
        if (other.isEmpty()) {
            return Optional.empty();
        }
        boolean isMonthly = other.get().interval().isMonth();
        if (gate.on().equals("same") && isMonthly != interval.isMonth()) {
            return Optional.of("can never open: " + gate.job() + " is for a " + word(isMonthly) + " and " + job
                    + " for a " + word(interval.isMonth()) + ", so no interval is the same"
                    + (isMonthly ? "" : "; did you mean on: last-day?"));
        }
        if (gate.on().equals("last-day") && isMonthly) {
            return Optional.of("can never open: " + gate.job() + " is for a month, which is no last day");
        }
        return circle(job, gate.job())
                .map(path -> "can never open: " + job + " waits for " + String.join(", which waits for ", path));
    }

    private static String word(boolean isMonth) {
        return isMonth ? "month" : "day";
    }

    /** The shortest way by gates from a job's gate back to the job; the job itself is the last. */
    private Optional<List<String>> circle(String job, String gate) {
        Deque<List<String>> paths = new ArrayDeque<>(List.of(List.of(gate)));
        Set<String> seen = new HashSet<>();
        while (!paths.isEmpty()) {
            List<String> path = paths.removeFirst();
            if (path.getLast().equals(job)) {
                return Optional.of(path);
            }
            if (seen.add(path.getLast())) {
                find.apply(path.getLast())
                        .map(Neighbour::gates)
                        .orElse(List.of())
                        .forEach(next -> {
                            List<String> longer = new ArrayList<>(path);
                            longer.add(next);
                            paths.addLast(longer);
                        });
            }
        }
        return Optional.empty();
    }
}
