package dev.bursar.operations;

import dev.bursar.config.Settings;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.run.Figures;
import dev.bursar.run.JobSpec;
import dev.bursar.run.RunParameters;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a run would do, and from which inputs. It holds for as long as none of them changes; balances are none, since charges
 * go on.
 *
 * @param job the job's name
 * @param parameters what it was planned for
 * @param attempt as the run will have it
 * @param inputs SHA-256 by the name of the input
 * @param figures what the run would count and sum
 */
public record Plan(
        String job, RunParameters parameters, int attempt, SortedMap<String, String> inputs, Figures figures) {

    /** The inputs as they stand now: the job's own, and the settings that this command hands to SQL. */
    static SortedMap<String, String> inputs(
            JobSpec spec, RunParameters parameters, JdbcClient client, Settings settings) {
        Map<String, String> configuration = new TreeMap<>(settings.sessionSettings());
        configuration.keySet().removeAll(List.of("bursar.actor", "bursar.clock")); // who and when are no configuration
        SortedMap<String, String> inputs = new TreeMap<>();
        spec.inputs(parameters, client).forEach((name, content) -> inputs.put(name, sha256(content)));
        inputs.put("configuration", sha256(configuration.toString()));
        inputs.put(
                "parameters",
                sha256(parameters.businessFor() + parameters.users() + new TreeMap<>(parameters.values())));
        return inputs;
    }

    /** One hash over what is to be done and every input. */
    String hash() {
        return sha256(String.join(
                "\n",
                job,
                parameters.businessFor(),
                parameters.users().toString(),
                new TreeMap<>(parameters.values()).toString(),
                String.valueOf(attempt),
                inputs.toString()));
    }

    /**
     * Refuses unless every input still stands as it did.
     *
     * @throws Fault plan-stale (exit 4) that names which changed
     */
    void requireFresh(SortedMap<String, String> now) {
        List<String> changed = now.entrySet().stream()
                .filter(input -> !input.getValue().equals(inputs.get(input.getKey())))
                .map(Map.Entry::getKey)
                .toList();
        if (!changed.isEmpty()) {
            throw Fault.refused(
                    FaultCode.PLAN_STALE,
                    "the plan is stale: " + String.join(", ", changed) + " changed since it was made; nothing was done",
                    "Plan again and look at the difference: bursar " + job + " plan … --out FILE.");
        }
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
