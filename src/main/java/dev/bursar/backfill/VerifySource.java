package dev.bursar.backfill;

import dev.bursar.customers.KnownUsers;
import dev.bursar.fault.Fault;
import dev.bursar.intake.SourceName;
import dev.bursar.run.JobOption;
import dev.bursar.run.JobVerb;
import dev.bursar.run.VerbAnswer;
import dev.bursar.run.VerbCall;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code backfill verify}: proves the totals of a source against the ledger. */
final class VerifySource {
    static final JobVerb VERB = new JobVerb(
            "verify",
            List.of(
                    "Prove that every credit of the source is accounted for (exit 3 if not).",
                    "source = migrated + earlier + rejected + rounding, per credit type; migrated is read from the ledger's entries."),
            List.of(
                    JobOption.single("run", "RUN", "The backfill whose source is meant; the latest without it."),
                    JobOption.repeatable("user", "USER", "Only this user; may be repeated.")),
            List.of(),
            false,
            VerifySource::answer);

    private VerifySource() {}

    private static VerbAnswer answer(VerbCall call, JdbcClient client) {
        KnownUsers.require(call.values().all("user"), client);
        ReadRun run = ReadRun.of(call, client);
        JdbcClient.StatementSpec statement = client.sql(Backfill.statement("prove"))
                .param("source_id", run.sourceId())
                .param("users", ReadRun.array(call.values().all("user")));
        boolean differs = statement.query((row, index) -> row.getBigDecimal("difference_millicredits")).list().stream()
                .anyMatch(difference -> difference.signum() != 0);
        VerbAnswer.Listing listing = new VerbAnswer.Listing(
                statement,
                List.of(
                        "creditType",
                        "sourceMillicredits",
                        "migratedMillicredits",
                        "earlierMillicredits",
                        "rejectedMillicredits",
                        "roundingMillicredits",
                        "differenceMillicredits"),
                "The source " + run.name() + " has no rows.");
        return new VerbAnswer.Verdict(listing, differs, List.of(sentence(run, differs), standing(run, client)));
    }

    private static String sentence(ReadRun run, boolean differs) {
        return differs
                ? "Not every credit of " + run.name()
                        + " is in the ledger: the difference was not migrated yet, or was undone."
                : "Every credit of " + run.name() + " is accounted for.";
    }

    /** Whether the source still is what was read. */
    private static String standing(ReadRun run, JdbcClient client) {
        try {
            boolean same = SourceName.parse(run.source(), Asked.STATE)
                    .fingerprint(client)
                    .equals(run.sha256());
            return same
                    ? "The source stands as it was read."
                    : "The source has changed since it was read; this is proven against the rows as they were then.";
        } catch (Fault _) {
            return "The source is not there any more; this is proven against the rows as they were read.";
        }
    }
}
