package dev.bursar.reconciliation;

import static dev.bursar.reconciliation.Reconciliation.statement;

import dev.bursar.customers.KnownUsers;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.run.JobOption;
import dev.bursar.run.JobVerb;
import dev.bursar.run.VerbAnswer;
import dev.bursar.run.VerbCall;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code reconciliation findings}: what is broken, since when, and in whose hands it is. */
final class ListFindings {
    static final JobVerb VERB = new JobVerb(
            "findings",
            List.of(
                    "What is broken, the longest known first: since when, and in whose hands.",
                    "Resolved ones are shown with --status resolved or any."),
            List.of(
                    JobOption.single(
                            "status",
                            "STATUS",
                            "standing (default: not resolved), open, acknowledged, resolved or any."),
                    JobOption.single("kind", "KIND", "Only this invariant's: I1 to I10."),
                    JobOption.repeatable("user", "USER", "Only this user's; may be repeated."),
                    JobOption.single("limit", "N", "At most so many (default: 100).")),
            List.of(),
            false,
            ListFindings::list);

    private static final List<String> STATUSES = List.of("standing", "open", "acknowledged", "resolved", "any");
    private static final List<String> COLUMNS = List.of(
            "id",
            "kind",
            "name",
            "status",
            "userId",
            "creditType",
            "place",
            "amountMillicredits",
            "firstSeenAt",
            "lastSeenAt",
            "owner");

    private ListFindings() {}

    private static VerbAnswer list(VerbCall call, JdbcClient client) {
        List<String> kinds = client.sql("SELECT code FROM finding_kind ORDER BY ordinal")
                .query(String.class)
                .list();
        String status = oneOf("status", call.values().one("status").orElse("standing"), STATUSES);
        Optional<String> kind =
                call.values().one("kind").map(given -> oneOf("kind", given.toUpperCase(Locale.ROOT), kinds));
        List<String> users = call.values().all("user");
        KnownUsers.require(users, client);
        JdbcClient.StatementSpec statement = client.sql(statement("list-findings"))
                .param("status", status)
                .param("kind", kind.orElse(null))
                .param("users", users.isEmpty() ? null : users.toArray(String[]::new))
                .param("most", most(call.values().one("limit").orElse("100")));
        return new VerbAnswer.Listing(
                statement, COLUMNS, status.equals("standing") ? "No findings stand." : "No such findings.");
    }

    private static String oneOf(String option, String value, List<String> values) {
        if (!values.contains(value)) {
            throw malformed(option, value, "It is one of " + String.join(", ", values) + ".");
        }
        return value;
    }

    private static int most(String text) {
        if (!text.matches("[1-9]\\d{0,6}")) {
            throw malformed("limit", text, "It must be a whole number from 1 to 9999999.");
        }
        return Integer.parseInt(text);
    }

    private static Fault malformed(String option, String value, String hint) {
        return Fault.usage(FaultCode.MALFORMED_VALUE, "--" + option + " '" + value + "' is malformed", hint);
    }
}
