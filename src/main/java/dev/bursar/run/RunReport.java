package dev.bursar.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run has done: one start of it, or all of it.
 *
 * @param run the run's id
 * @param identity job, interval, scope, attempt
 * @param status {@code COMPLETED}, {@code STOPPED} or {@code PLANNED}
 * @param dryRun whether everything was rolled back
 * @param repeated whether the run had been completed before this start
 * @param figures what it counted and summed
 * @param planned what the plan had foreseen, if the run followed one
 * @param files what it wrote
 * @param findings how many
 * @param seconds how long it took
 */
public record RunReport(
        long run,
        RunIdentity identity,
        String status,
        boolean dryRun,
        boolean repeated,
        Figures figures,
        Optional<Figures> planned,
        List<String> files,
        long findings,
        double seconds) {

    /** The same with another status. */
    public RunReport withStatus(String other) {
        return new RunReport(run, identity, other, dryRun, repeated, figures, planned, files, findings, seconds);
    }

    /** The same beside what a plan had foreseen. */
    public RunReport besides(Figures plan) {
        return new RunReport(
                run, identity, status, dryRun, repeated, figures, Optional.of(plan), files, findings, seconds);
    }

    /** Whether it was asked to stop and can be restarted. */
    public boolean isStopped() {
        return status.equals("STOPPED");
    }

    /** The object that {@code -o json} prints, in the contract's order. */
    public Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("run", run);
        json.put("job", identity.job());
        json.put("for", identity.businessFor());
        json.put("scope", identity.scope());
        json.put("attempt", identity.attempt());
        json.put("status", status);
        json.put("dryRun", dryRun);
        json.putAll(figures.toJson());
        planned.ifPresent(plan -> json.put("planned", plan.toJson()));
        json.put("files", files);
        json.put("findings", findings);
        json.put("seconds", seconds);
        return json;
    }
}
