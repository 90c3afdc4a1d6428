package dev.bursar.schedule;

import dev.bursar.schedule.Manifest.Gate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What an interval waits for: other jobs' runs. Only a completed run for everybody counts, and of an interval that was run in
 * several attempts the last one.
 */
final class Gates {
    private static final int MONTH_LENGTH = "2026-10".length();

    private final JdbcClient client;

    Gates(JdbcClient client) {
        this.client = client;
    }

    /** The first gate that is shut, in words: {@code waits for reconciliation of 2026-10-31 to be clean}. */
    Optional<String> shut(List<Gate> gates, String businessFor) {
        return gates.stream()
                .flatMap(gate -> shut(gate, intervalOf(gate, businessFor)).stream())
                .findFirst();
    }

    /** Which interval of the gate's job must have ended well. */
    static String intervalOf(Gate gate, String businessFor) {
        return gate.on().equals("last-day") && businessFor.length() == MONTH_LENGTH
                ? YearMonth.parse(businessFor).atEndOfMonth().toString()
                : businessFor;
    }

    private record Run(long id, String status, long findings) {}

    private Optional<String> shut(Gate gate, String interval) {
        Optional<Run> run = client.sql("""
                        SELECT id, status, findings FROM run
                        WHERE job = ? AND business_for = ? AND scope = 'all' AND NOT dry_run ORDER BY attempt DESC LIMIT 1
                        """)
                .param(gate.job())
                .param(interval)
                .query((row, number) -> new Run(row.getLong("id"), row.getString("status"), row.getLong("findings")))
                .optional();
        boolean mustBeClean = gate.mustBe().equals("clean");
        boolean isOpen = run.filter(found -> found.status().equals("COMPLETED"))
                .filter(found -> !mustBeClean || found.findings() == 0)
                .isPresent();
        return isOpen
                ? Optional.empty()
                : Optional.of("waits for " + gate.job() + " of " + interval + " to be " + gate.mustBe()
                        + run.map(Gates::found).orElse(""));
    }

    private static String found(Run run) {
        return switch (run.status()) {
            case "COMPLETED" ->
                " (run " + run.id() + " has " + run.findings() + (run.findings() == 1 ? " finding)" : " findings)");
            case "RUNNING" -> " (run " + run.id() + " is at work)";
            case "STOPPED" -> " (run " + run.id() + " was stopped)";
            default -> " (run " + run.id() + " failed)";
        };
    }
}
