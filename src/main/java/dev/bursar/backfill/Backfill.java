package dev.bursar.backfill;

import dev.bursar.customers.KnownUsers;
import dev.bursar.database.Statements;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.ranges.RangeJobSpec;
import dev.bursar.ranges.RangeWork;
import dev.bursar.run.CurrentRun;
import dev.bursar.run.JobOption;
import dev.bursar.run.JobVerb;
import dev.bursar.run.OptionValues;
import dev.bursar.run.PlanInputs;
import dev.bursar.run.RunParameters;
import dev.bursar.run.RunReport;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the job {@code backfill} offers to the rooms above. */
public final class Backfill implements RangeJobSpec {
    static final String NAME = "backfill";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String summary() {
        return "Brings the balances of a legacy system into the ledger; rows that cannot come are listed (exit 3).";
    }

    @Override
    public List<JobOption> options() {
        return List.of(
                JobOption.single(
                        "source", "FILE|table:NAME", "A CSV file, or a table or view that the login can read."),
                JobOption.single(
                        "mapping",
                        "FILE",
                        "What its columns mean, in YAML; contract, or nothing: bursar's own columns."),
                JobOption.single(
                        "as-of",
                        "INSTANT",
                        "The seam: usage from here on is bursar's. Without it and a column for it, now."),
                JobOption.repeatable("user", "USER", "Only this user; may be repeated."));
    }

    @Override
    public List<String> totals() {
        return List.of(
                "sourceMillicredits",
                "migratedMillicredits",
                "earlierMillicredits",
                "rejectedMillicredits",
                "roundingMillicredits");
    }

    @Override
    public Class<?> configuration() {
        return BackfillJob.class;
    }

    @Override
    public RangeWork work(JdbcClient client, CurrentRun run) {
        return new MigrateRows(client, run);
    }

    @Override
    public RunParameters validate(OptionValues values, JdbcClient client) {
        String source = values.one("source")
                .orElseThrow(() -> Fault.usage(
                        FaultCode.USAGE,
                        "the source of the balances is missing",
                        "Give it as --source FILE or --source table:NAME."));
        KnownUsers.require(values.all("user"), client);
        return Asked.read(source, values.one("mapping"), values.one("as-of"), client)
                .parameters(values.all("user"));
    }

    @Override
    public Map<String, String> inputs(RunParameters parameters, JdbcClient client) {
        Map<String, String> inputs = PlanInputs.read(client.sql(statement("read-inputs")));
        inputs.put("source", Asked.of(parameters).source().fingerprint(client));
        return inputs;
    }

    @Override
    public List<JobVerb> verbs() {
        return List.of(VerifySource.VERB, UndoSource.VERB, KeptCredits.VERB);
    }

    @Override
    public List<String> explain(RunReport report, JdbcClient client) {
        return new Readiness(client, report.run()).lines();
    }

    @Override
    public String meaningOfRepeat(RunReport report) {
        return BigInteger.ZERO.equals(report.figures().counts().get("written"))
                ? "nothing was left to migrate"
                : "this is what could be migrated since";
    }

    /** One of the job's statements, by the name of its file. */
    static String statement(String name) {
        return Statements.read("jobs/" + NAME + "/" + name + ".sql");
    }
}
