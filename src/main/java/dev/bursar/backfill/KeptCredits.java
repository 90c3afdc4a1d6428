package dev.bursar.backfill;

import dev.bursar.customers.KnownUsers;
import dev.bursar.run.JobOption;
import dev.bursar.run.JobVerb;
import dev.bursar.run.VerbAnswer;
import dev.bursar.run.VerbCall;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code backfill kept}: what users have spent of migrations that were undone. */
final class KeptCredits {
    static final JobVerb VERB = new JobVerb(
            "kept",
            List.of("List what was spent or expired of migrations before they were undone."),
            List.of(JobOption.repeatable("user", "USER", "Only this user; may be repeated.")),
            List.of(),
            false,
            KeptCredits::list);

    private KeptCredits() {}

    private static VerbAnswer list(VerbCall call, JdbcClient client) {
        List<String> users = call.values().all("user");
        KnownUsers.require(users, client);
        return new VerbAnswer.Listing(
                client.sql(Backfill.statement("list-kept"))
                        .param("users", ReadRun.array(users))
                        .param("source_id", null)
                        .param("accounts", null),
                List.of("userId", "creditType", "keptMillicredits", "source", "line"),
                "Nothing was spent of a migration that was undone.");
    }
}
