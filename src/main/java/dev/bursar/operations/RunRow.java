package dev.bursar.operations;

import dev.bursar.run.Figures;
import dev.bursar.run.RunIdentity;
import dev.bursar.run.RunParameters;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run as its row tells it, with the figures of all its rounds.
 *
 * @param id of the run
 * @param identity job, interval, scope, attempt
 * @param dryRun whether everything was rolled back
 * @param status {@code RUNNING}, {@code COMPLETED}, {@code FAILED} or {@code STOPPED}
 * @param round how often it was begun anew after it had been completed, from 1
 * @param starts how often it was started
 * @param parameters with which it works
 * @param at business time of the present round
 * @param actor who started it last
 * @param reason why, if they said so
 * @param host on which machine
 * @param processId in which process
 * @param nodeId the node that coordinates it; none if it is a command's own
 * @param stopRequestedBy the operator who last asked it to stop; none if nobody has, or a node that leaves
 * @param startedAt when it was started last
 * @param heartbeatAt when its process was last seen alive
 * @param finishedAt when it ended
 * @param doneAt when its last round that wrote anything was completed
 * @param doneIds ids worked through in this round
 * @param allIds ids to work through in this round
 * @param figures of all rounds
 * @param files what it wrote
 * @param findings how many
 * @param error why it failed, as an error's JSON
 */
public record RunRow(
        long id,
        RunIdentity identity,
        boolean dryRun,
        String status,
        int round,
        int starts,
        RunParameters parameters,
        Instant at,
        String actor,
        Optional<String> reason,
        String host,
        long processId,
        Optional<String> nodeId,
        Optional<String> stopRequestedBy,
        Instant startedAt,
        Instant heartbeatAt,
        Optional<Instant> finishedAt,
        Optional<Instant> doneAt,
        long doneIds,
        long allIds,
        Figures figures,
        List<String> files,
        long findings,
        Optional<Map<String, Object>> error) {

    /** The row as {@code -o json} prints it; keys in camelCase. */
    public Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("run", id);
        json.put("job", identity.job());
        json.put("for", identity.businessFor());
        json.put("scope", identity.scope());
        json.put("attempt", identity.attempt());
        json.put("status", status);
        json.put("dryRun", dryRun);
        json.put("round", round);
        json.put("starts", starts);
        json.put("users", parameters.users());
        json.put("parameters", parameters.values());
        json.put("at", at.toString());
        json.put("actor", actor);
        json.put("reason", reason.orElse(null));
        json.put("host", host);
        json.put("processId", processId);
        json.put("node", nodeId.orElse(null));
        json.put("stopRequestedBy", stopRequestedBy.orElse(null));
        json.put("startedAt", startedAt.toString());
        json.put("heartbeatAt", heartbeatAt.toString());
        json.put("finishedAt", finishedAt.map(Instant::toString).orElse(null));
        json.put("doneAt", doneAt.map(Instant::toString).orElse(null));
        json.put("doneIds", doneIds);
        json.put("allIds", allIds);
        json.putAll(figures.toJson());
        json.put("files", files);
        json.put("findings", findings);
        json.put("error", error.orElse(null));
        return json;
    }
}
