package dev.bursar.shadow;

import static dev.bursar.shadow.Shadow.statement;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.run.JobOption;
import dev.bursar.run.JobVerb;
import dev.bursar.run.VerbAnswer;
import dev.bursar.run.VerbCall;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code shadow verdicts}: what comparisons have said. */
final class ListVerdicts {
    static final JobVerb VERB = new JobVerb(
            "verdicts",
            List.of(
                    "What comparisons have said, the newest first: go, no-go with what stands against it, or idle.",
                    "Gates of a rollout go by the newest for everybody; of an interval that was compared with several sources by its latest."),
            List.of(JobOption.single("limit", "N", "At most so many (default: 20).")),
            List.of(),
            false,
            ListVerdicts::list);

    private static final List<String> COLUMNS = List.of(
            "runId",
            "fromAt",
            "toAt",
            "scope",
            "verdict",
            "compared",
            "shadowVariance",
            "legacyVariance",
            "legacy",
            "givenAt",
            "latest",
            "objections");

    private ListVerdicts() {}

    private static VerbAnswer list(VerbCall call, JdbcClient client) {
        String limit = call.values().one("limit").orElse("20");
        if (!limit.matches("[1-9]\\d{0,6}")) {
            throw Fault.usage(
                    FaultCode.MALFORMED_VALUE,
                    "--limit '" + limit + "' is malformed",
                    "It must be a whole number from 1 to 9999999.");
        }
        return new VerbAnswer.Listing(
                client.sql(statement("list-verdicts")).param("most", Integer.parseInt(limit)),
                COLUMNS,
                "Nothing was compared yet: bursar shadow run --from T --to T.");
    }
}
