package dev.bursar.reconciliation;

import static dev.bursar.reconciliation.Reconciliation.statement;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.run.JobParameter;
import dev.bursar.run.JobVerb;
import dev.bursar.run.VerbAnswer;
import dev.bursar.run.VerbCall;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * {@code reconciliation resolve}: somebody says that a finding is settled. That acknowledges it; only a check that does not find
 * it any more resolves it, and one that does opens it again.
 */
final class ResolveFinding {
    static final JobVerb VERB = new JobVerb(
            "resolve",
            List.of(
                    "Say that a finding is settled, and why. Needs --reason.",
                    "It is acknowledged, and yours; the next check resolves it, or opens it again."),
            List.of(),
            List.of(new JobParameter("id", "ID", "The finding's number, as 'findings' shows it.")),
            true,
            ResolveFinding::resolve);

    private ResolveFinding() {}

    private record Finding(String kind, String rule, String place, String status, Instant since, String by) {}

    private static VerbAnswer resolve(VerbCall call, JdbcClient client) {
        String reason = call.requireReason();
        long id = number(call.parameter("id"));
        Finding finding = find(id, client);
        if (!finding.status().equals("open")) {
            throw Fault.refused(
                    FaultCode.REFUSED,
                    "finding " + id + " is " + finding.status() + " already, by " + finding.by() + " since "
                            + finding.since() + "; nothing was changed",
                    "Its history: SELECT * FROM finding_history WHERE finding_id = " + id + ".");
        }
        client.sql(statement("acknowledge-finding"))
                .param("id", id)
                .param("reason", reason)
                .update();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("finding", id);
        answer.put("kind", finding.kind());
        answer.put("status", "acknowledged");
        answer.put("reason", reason);
        return new VerbAnswer.Deed(
                answer,
                "Acknowledged finding " + id + ": " + finding.kind() + " (" + finding.rule() + ")"
                        + (finding.place().isEmpty() ? "" : ", " + finding.place()) + ".",
                "bursar reconciliation run --date … checks again: resolved if it is gone, open again if not.");
    }

    private static long number(String text) {
        if (!text.matches("[1-9]\\d{0,17}")) {
            throw Fault.usage(
                    FaultCode.MALFORMED_VALUE,
                    "finding '" + text + "' is malformed; nothing was changed",
                    "Give the number that 'bursar reconciliation findings' shows.");
        }
        return Long.parseLong(text);
    }

    private static Finding find(long id, JdbcClient client) {
        return client.sql(statement("find-finding"))
                .param("id", id)
                .query((row, index) -> new Finding(
                        row.getString("kind"),
                        row.getString("rule"),
                        row.getString("place"),
                        row.getString("status"),
                        row.getTimestamp("status_since").toInstant(),
                        row.getString("status_by")))
                .optional()
                .orElseThrow(() -> Fault.usage(
                        FaultCode.UNKNOWN_FINDING,
                        "there is no finding " + id + "; nothing was changed",
                        "See 'bursar reconciliation findings --status any' for those that there are."));
    }
}
