package dev.bursar.backfill;

import dev.bursar.customers.KnownUsers;
import dev.bursar.database.PassingFaults;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.run.JobOption;
import dev.bursar.run.JobVerb;
import dev.bursar.run.VerbAnswer;
import dev.bursar.run.VerbCall;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * {@code backfill undo}: takes back what a backfill brought and nobody has spent, a thousand accounts in a transaction. Stopped in
 * between, the same command goes on; done again, it finds nothing to do.
 */
final class UndoSource {
    static final JobVerb VERB = new JobVerb(
            "undo",
            List.of(
                    "Take back what a backfill brought and is not spent, by entries that compensate it.",
                    "What was spent or expired stays and is listed; the next run of the source brings so much less."),
            List.of(
                    JobOption.single("run", "RUN", "The backfill whose source is meant; the latest without it."),
                    JobOption.repeatable("user", "USER", "Only this user; may be repeated."),
                    JobOption.toggle("dry-run", "Do everything, say what it did, and undo it.")),
            List.of(),
            false, // the work is many transactions, and rehearsed by rolling back each
            UndoSource::answer);

    private static final int ACCOUNTS_AT_ONCE = 1_000;
    private static final int MOST_LISTED = 1_000;

    private final JdbcClient client;
    private final ReadRun run;
    private final List<String> users;
    private final String reason;
    private final boolean dryRun;
    private long accounts;
    private BigDecimal reversed = BigDecimal.ZERO;
    private BigDecimal kept = BigDecimal.ZERO;
    private final List<Map<String, Object>> listed = new ArrayList<>();

    private UndoSource(VerbCall call, JdbcClient client) {
        this.client = client;
        this.reason = call.requireReason();
        this.run = ReadRun.of(call, client);
        this.users = call.values().all("user");
        KnownUsers.require(users, client);
        this.dryRun = call.values().has("dry-run");
    }

    private static VerbAnswer answer(VerbCall call, JdbcClient client) {
        return new UndoSource(call, client).undo();
    }

    private VerbAnswer undo() {
        lock("pg_try_advisory_lock");
        try {
            long after = 0;
            for (List<Long> some = next(after); !some.isEmpty(); some = next(after)) {
                List<Long> accountIds = some;
                PassingFaults.outlast(() -> range(accountIds));
                after = some.getLast();
            }
        } finally {
            lock("pg_advisory_unlock");
        }
        return deed();
    }

    /** No run may migrate what is taken back beside it. */
    private void lock(String function) {
        boolean done = client.sql("SELECT " + function + "(hashtextextended('bursar.run.backfill', 0))")
                .query(Boolean.class)
                .single();
        if (!done) {
            throw Fault.refused(
                    FaultCode.ALREADY_RUNNING,
                    "a backfill is at work; nothing was undone",
                    "Wait for its end, or end it with 'bursar runs stop RUN'.");
        }
    }

    private List<Long> next(long after) {
        return client.sql(Backfill.statement("list-accounts"))
                .param("source_id", run.sourceId())
                .param("users", ReadRun.array(users))
                .param("after", after)
                .param("size", ACCOUNTS_AT_ONCE)
                .query(Long.class)
                .list();
    }

    private boolean range(List<Long> accountIds) {
        if (dryRun) {
            client.sql("BEGIN").update();
        }
        try {
            client.sql(Backfill.statement("undo-range"))
                    .param("source_id", run.sourceId())
                    .param("accounts", accountIds.toArray(Long[]::new))
                    .param("reason", reason)
                    .query(row -> {
                        accounts += row.getLong("accounts");
                        reversed = reversed.add(row.getBigDecimal("reversed_millicredits"));
                        kept = kept.add(row.getBigDecimal("kept_millicredits"));
                    });
            listKept(accountIds);
        } finally {
            if (dryRun) {
                client.sql("ROLLBACK").update();
            }
        }
        return true;
    }

    private VerbAnswer deed() {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("run", run.run());
        answer.put("source", run.name());
        answer.put("accounts", accounts);
        answer.put("reversedMillicredits", reversed.toBigIntegerExact());
        answer.put("keptMillicredits", kept.toBigIntegerExact());
        answer.put("kept", listed);
        if (dryRun) {
            answer.put("dryRun", true);
        }
        String sentence = accounts == 0
                ? "Nothing was left to undo of " + run.name() + "."
                : "%s of %,d account%s: %s credits taken back, %s spent or expired before and kept."
                        .formatted(
                                dryRun ? "Would undo the migration" : "Undid the migration",
                                accounts,
                                accounts == 1 ? "" : "s",
                                Readiness.credits(reversed),
                                Readiness.credits(kept));
        return new VerbAnswer.Deed(answer, sentence, next());
    }

    private String next() {
        if (accounts == 0) {
            return "bursar runs list --job backfill shows the runs; one that is not the latest is undone with --run N.";
        }
        if (dryRun) {
            return "nothing was changed; leave out --dry-run to do it.";
        }
        return kept.signum() == 0
                ? "bursar backfill verify shows what is not migrated; a new run of the source migrates it again."
                : "bursar backfill kept lists who keeps what; a new run of the source brings so much less.";
    }

    /** What users keep, as long as the list is one that somebody would read. */
    private void listKept(List<Long> accountIds) {
        if (listed.size() >= MOST_LISTED) {
            return;
        }
        client.sql(Backfill.statement("list-kept"))
                .param("users", null)
                .param("source_id", run.sourceId())
                .param("accounts", accountIds.toArray(Long[]::new))
                .query(row -> {
                    Map<String, Object> one = new LinkedHashMap<>();
                    one.put("userId", row.getString("user_id"));
                    one.put("creditType", row.getString("credit_type"));
                    one.put("keptMillicredits", row.getLong("kept_millicredits"));
                    listed.add(one);
                });
    }
}
