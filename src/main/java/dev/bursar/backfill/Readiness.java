package dev.bursar.backfill;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a source comes to, as it was judged last: for the report, and for people under a run's figures. Each figure is asked for once. */
final class Readiness {
    private static final BigDecimal PER_CREDIT = BigDecimal.valueOf(1_000);

    private final JdbcClient client;
    private final ReadRun run;
    private final Map<String, List<Map<String, Object>>> asked = new HashMap<>();

    Readiness(JdbcClient client, long run) {
        this.client = client;
        this.run =
                ReadRun.find(client, run).orElseThrow(() -> new IllegalStateException("run " + run + " read nothing"));
    }

    ReadRun run() {
        return run;
    }

    private List<Map<String, Object>> rows(String statement) {
        return asked.computeIfAbsent(
                statement,
                name -> client.sql(Backfill.statement(name))
                        .param("source_id", run.sourceId())
                        .param("users", ReadRun.array(run.users()))
                        .query()
                        .listOfRows());
    }

    /** The figure of a column over all credit types. */
    BigDecimal total(String column) {
        return rows("sum-balances").stream().map(row -> number(row, column)).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** By credit type, what the ledger and the report do not account for; nothing, once everything was migrated. */
    Map<String, BigDecimal> differences() {
        Map<String, BigDecimal> differences = new LinkedHashMap<>();
        rows("prove")
                .forEach(row -> differences.put(
                        String.valueOf(row.get("credit_type")), number(row, "difference_millicredits")));
        return differences;
    }

    /** How many rows are refused. */
    long refused() {
        return rows("count-refused").stream()
                .mapToLong(row -> number(row, "rows").longValueExact())
                .sum();
    }

    /** The report as JSON: nothing in it says when it was written, or how far a run is. */
    Map<String, Object> report() {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("source", run.name());
        report.put("sha256", run.sha256());
        report.put("seam", run.seam().toString());
        report.put("recodedLines", run.recodedLines());
        report.put(
                "creditTypes",
                rows("sum-balances").stream().map(Readiness::ofType).toList());
        report.put("plans", camel(rows("count-plans")));
        report.put("rejected", camel(rows("count-refused")));
        report.put("odd", camel(rows("count-odd")));
        return report;
    }

    private static Map<String, Object> ofType(Map<String, Object> row) {
        Map<String, Object> type = new LinkedHashMap<>();
        type.put("creditType", row.get("credit_type"));
        type.put("rows", row.get("rows"));
        type.put("sourceMillicredits", row.get("source_millicredits"));
        type.put("acceptedMillicredits", row.get("accepted_millicredits"));
        type.put("rejectedMillicredits", row.get("rejected_millicredits"));
        type.put("roundingMillicredits", row.get("rounding_millicredits"));
        type.put("unreadableRows", row.get("unreadable_rows"));
        return type;
    }

    private static List<Map<String, Object>> camel(List<Map<String, Object>> rows) {
        return rows.stream()
                .map(row -> {
                    Map<String, Object> json = new LinkedHashMap<>();
                    row.forEach((name, value) -> json.put(name.equals("credit_type") ? "creditType" : name, value));
                    return json;
                })
                .toList();
    }

    /** The same for people. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("Seam: " + run.seam() + ". What became of the source, in credits:");
        for (Map<String, Object> row : rows("sum-balances")) {
            lines.add("  %s: %s = %s accepted + %s rejected + %s rounded"
                    .formatted(
                            row.get("credit_type"),
                            credits(number(row, "source_millicredits")),
                            credits(number(row, "accepted_millicredits")),
                            credits(number(row, "rejected_millicredits")),
                            credits(number(row, "rounding_millicredits"))));
        }
        List<Map<String, Object>> refused = rows("count-refused");
        if (!refused.isEmpty()) {
            lines.add("Rejected:");
            refused.forEach(row -> lines.add(
                    "  %s × %s, such as: %s".formatted(number(row, "rows"), row.get("kind"), row.get("example"))));
        }
        List<Map<String, Object>> odd = rows("count-odd");
        if (!odd.isEmpty()) {
            lines.add("Odd, and kept:");
            odd.forEach(row -> lines.add("  %s × %s".formatted(number(row, "rows"), row.get("says"))));
        }
        return lines;
    }

    private static BigDecimal number(Map<String, Object> row, String column) {
        return new BigDecimal(String.valueOf(row.get(column)));
    }

    /** Credits for people: thousands apart, as many decimals as there are. */
    static String credits(BigDecimal millicredits) {
        BigDecimal credits = millicredits.divide(PER_CREDIT).stripTrailingZeros();
        return String.format(Locale.ROOT, "%,." + Math.max(0, credits.scale()) + "f", credits);
    }
}
