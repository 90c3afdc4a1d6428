package dev.bursar.reconciliation;

import static dev.bursar.reconciliation.Reconciliation.statement;

import dev.bursar.run.RunReport;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What people read after a check: each invariant, the first findings, and what to do next. */
final class Verdict {
    private static final int SHOWN_OF_A_KIND = 3;

    private final RunReport report;
    private final JdbcClient client;

    Verdict(RunReport report, JdbcClient client) {
        this.report = report;
        this.client = client;
    }

    /** Lines; an account's name may be any text. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        client.sql(statement("summarize"))
                .param("run_id", report.run())
                .query((row, index) -> lines.add(invariant(row)))
                .list();
        lines.add("");
        if (report.findings() == 0) {
            lines.add("The books agree: nothing was found in %,d accounts.".formatted(accounts()));
            return lines;
        }
        lines.add("Found, the first of each:");
        client.sql(statement("show-first"))
                .param("run_id", report.run())
                .param("size", SHOWN_OF_A_KIND)
                .query((row, index) -> lines.add("  " + finding(row)))
                .list();
        lines.add("");
        lines.add(
                report.dryRun()
                        ? "Dry run: none of it was kept. Next: bursar reconciliation run --date "
                                + report.identity().businessFor()
                        : "Next: bursar reconciliation findings; what to do is in runbooks/reconciliation.md.");
        return lines;
    }

    private BigInteger accounts() {
        return Objects.requireNonNull(report.figures().counts().get("read"));
    }

    private String invariant(ResultSet row) throws SQLException {
        long findings = row.getLong("findings");
        String verdict =
                findings > 0 ? String.format(Locale.ROOT, "BROKEN, %,d", findings) : whenNothing(row.getString("code"));
        return "%-4s %-76s %s".formatted(row.getString("code"), row.getString("rule"), verdict);
    }

    private String whenNothing(String code) {
        boolean ofNoAccount = code.equals("I7");
        return ofNoAccount && !report.identity().scope().equals("all") ? "not checked: of no user's account" : "clean";
    }

    private static String finding(ResultSet row) throws SQLException {
        String number = row.getString("id") == null ? "" : "#" + row.getString("id");
        String whose = row.getString("user_id") == null
                ? "no account"
                : row.getString("user_id") + ", " + row.getString("credit_type");
        BigDecimal off = row.getBigDecimal("amount_millicredits");
        String known = row.getBoolean("is_known") ? "known since " + row.getString("known_since") : "";
        return Stream.of(
                        number,
                        row.getString("kind"),
                        whose,
                        row.getString("place"),
                        off == null ? "" : "off by " + credits(off),
                        known)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("  "));
    }

    private static String credits(BigDecimal millicredits) {
        BigDecimal credits = millicredits.movePointLeft(3).stripTrailingZeros();
        return (credits.signum() > 0 ? "+" : "") + credits.toPlainString() + " credits";
    }
}
