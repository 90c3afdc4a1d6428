package dev.bursar.shadow;

import static dev.bursar.shadow.Shadow.statement;

import dev.bursar.run.RunReport;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What people read after a comparison: what stands beside what, why it differs, and whether to go on. */
final class Summary {
    private static final int WORST_USERS = 5;

    private final RunReport report;
    private final JdbcClient client;

    Summary(RunReport report, JdbcClient client) {
        this.report = report;
        this.client = client;
    }

    /** Lines; a user's name may be any text. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        if (report.dryRun()) {
            lines.add(
                    report.findings() == 0
                            ? "Dry run: nothing stands against going on, and no verdict was kept."
                            : "Dry run: "
                                    + (report.findings() == 1 ? "1 thing stands" : report.findings() + " things stand")
                                    + " against going on; no verdict was kept.");
            lines.addAll(beside());
            return lines;
        }
        client.sql(statement("find-verdict"))
                .param("run_id", report.run())
                .query((row, index) -> lines.addAll(verdict(row)))
                .list();
        return lines;
    }

    private List<String> verdict(ResultSet row) throws SQLException {
        List<String> lines = new ArrayList<>();
        String word = row.getString("verdict");
        lines.add(
                switch (word) {
                    case "go" -> "GO. The shadow agrees with what was charged.";
                    case "idle" -> "IDLE. Nothing ran in the shadow, so nothing was compared; that is no go.";
                    default -> "NO-GO.";
                });
        Array objections = row.getArray("objections");
        for (String objection : (String[]) objections.getArray()) {
            lines.add("  " + objection);
        }
        if (word.equals("idle")) {
            return lines;
        }
        lines.addAll(beside());
        lines.add("");
        lines.add("shadow variance  " + Verdict.percent(row.getBigDecimal("shadow_variance")));
        BigDecimal legacy = row.getBigDecimal("legacy_variance");
        lines.add(
                "legacy variance  " + (legacy == null ? "not compared: give --legacy FILE" : Verdict.percent(legacy)));
        lines.addAll(reasons());
        lines.addAll(worst());
        lines.add("");
        lines.add("Files: "
                + report.files().stream()
                        .findFirst()
                        .map(first -> first.replaceFirst("[^/\\\\]*$", ""))
                        .orElse("none"));
        lines.add(
                word.equals("go")
                        ? "Next: bursar runbook show progressive-rollout."
                        : "Next: requests.csv has each request that differs, with its reason; what to do is in runbooks/shadow.md.");
        return lines;
    }

    private List<String> beside() {
        Map<String, BigInteger> counts = report.figures().counts();
        Map<String, BigInteger> totals = report.figures().totals();
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(String.format(
                Locale.ROOT,
                "requests  %,d seen, %,d compared, %,d differ",
                counts.get("read"),
                counts.get("written"),
                totals.get("differingRequests")));
        lines.add("credits   " + credits(totals, "shadowMillicredits") + " by the shadow, "
                + credits(totals, "realMillicredits") + " charged, off by " + credits(totals, "offByMillicredits"));
        String v2 = credits(totals, "v2Millicredits");
        String legacy = credits(totals, "legacyMillicredits");
        if (!v2.equals("0") || !legacy.equals("0")) {
            lines.add("by user   " + v2 + " by the shadow, " + legacy + " by the legacy system, off by "
                    + credits(totals, "legacyOffByMillicredits"));
        }
        return lines;
    }

    private List<String> reasons() {
        List<String> lines = new ArrayList<>(client.sql(statement("count-reasons"))
                .param("run_id", report.run())
                .query((row, index) -> String.format(
                        Locale.ROOT,
                        "  %-8s %-14s %,9d  off by %s",
                        row.getString("kind"),
                        row.getString("reason"),
                        row.getLong("requests"),
                        credits(row.getBigDecimal("off_by_millicredits").toBigInteger())))
                .list());
        if (!lines.isEmpty()) {
            lines.addAll(0, List.of("", "Requests that differ, by reason:"));
        }
        return lines;
    }

    private List<String> worst() {
        List<String> lines = new ArrayList<>(client.sql(statement("show-worst"))
                .param("run_id", report.run())
                .param("size", WORST_USERS)
                .query((row, index) -> "  " + row.getString("user_id") + ", " + row.getString("credit_type") + "  "
                        + credits(row.getBigDecimal("v2_millicredits").toBigInteger()) + " by the shadow, "
                        + credits(row.getBigDecimal("legacy_millicredits").toBigInteger()) + " by the legacy system")
                .list());
        if (!lines.isEmpty()) {
            lines.addAll(0, List.of("", "Users who differ most from the legacy system:"));
        }
        return lines;
    }

    private static String credits(Map<String, BigInteger> totals, String name) {
        return credits(Objects.requireNonNull(totals.get(name)));
    }

    private static String credits(BigInteger millicredits) {
        BigDecimal credits = new BigDecimal(millicredits).movePointLeft(3).stripTrailingZeros();
        return String.format(Locale.ROOT, "%,." + Math.max(0, credits.scale()) + "f", credits);
    }
}
