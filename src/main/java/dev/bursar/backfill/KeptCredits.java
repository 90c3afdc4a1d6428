package dev.bursar.backfill;

import dev.bursar.run.JobOption;
import dev.bursar.run.JobVerb;
import dev.bursar.run.VerbAnswer;
import java.util.List;

/** {@code backfill kept}: what users have spent of migrations that were undone. */
final class KeptCredits {
    static final JobVerb VERB = new JobVerb(
            "kept",
            List.of("List what was spent or expired of migrations before they were undone."),
            List.of(JobOption.repeatable("user", "USER", "Only this user; may be repeated.")),
            List.of(),
            false,
            (call, client) -> new VerbAnswer.Listing(
                    client.sql(Backfill.statement("list-kept"))
                            .param("users", ReadRun.array(call.values().all("user")))
                            .param("source_id", null)
                            .param("accounts", null),
                    List.of("userId", "creditType", "keptMillicredits", "source", "line"),
                    "Nothing was spent of a migration that was undone."));

    private KeptCredits() {}
}
