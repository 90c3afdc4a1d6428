package dev.bursar.run;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run counted and summed, in the order in which it is shown.
 *
 * @param counts how many were read, written, skipped, rejected
 * @param totals the job's own sums; their unit ends their name
 */
public record Figures(Map<String, BigInteger> counts, Map<String, BigInteger> totals) {
    private static final List<String> COUNTS = List.of("read", "written", "skipped", "rejected");

    /**
     * The figures under the names that are always shown; what is absent is 0.
     *
     * @param totalNames the job's totals, in order
     */
    public static Figures of(Map<String, BigInteger> counts, Map<String, BigInteger> totals, List<String> totalNames) {
        return new Figures(complete(counts, COUNTS), complete(totals, totalNames));
    }

    private static Map<String, BigInteger> complete(Map<String, BigInteger> figures, List<String> names) {
        Map<String, BigInteger> all = new LinkedHashMap<>();
        names.forEach(name -> all.put(name, figures.getOrDefault(name, BigInteger.ZERO)));
        return all;
    }

    /** The figures as JSON holds them. */
    public Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("counts", counts);
        json.put("totals", totals);
        return json;
    }

    /** Whether nothing was there to do. */
    public boolean isNothing() {
        return counts.values().stream().allMatch(count -> count.signum() == 0);
    }
}
