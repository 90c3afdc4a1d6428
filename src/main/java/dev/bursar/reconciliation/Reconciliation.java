package dev.bursar.reconciliation;

import dev.bursar.customers.KnownUsers;
import dev.bursar.database.Statements;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.run.DateOption;
import dev.bursar.run.JobOption;
import dev.bursar.run.JobSpec;
import dev.bursar.run.JobVerb;
import dev.bursar.run.OptionValues;
import dev.bursar.run.RunParameters;
import dev.bursar.run.RunReport;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the job {@code reconciliation} offers to the rooms above. */
public final class Reconciliation implements JobSpec {
    static final String NAME = "reconciliation";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String summary() {
        return "Checks that the books agree, all as of one moment, and keeps what does not as findings (exit 3).";
    }

    @Override
    public List<JobOption> options() {
        return List.of(
                JobOption.single("date", "DATE", "The day to check for, such as 2026-11-01."),
                JobOption.repeatable("user", "USER", "Only this user's accounts; may be repeated."));
    }

    @Override
    public List<String> totals() {
        return List.of("checkedMillicredits", "varianceMillicredits");
    }

    @Override
    public Class<?> configuration() {
        return ReconciliationJob.class;
    }

    @Override
    public RunParameters validate(OptionValues values, JdbcClient client) {
        String text = values.one("date")
                .orElseThrow(() -> Fault.usage(
                        FaultCode.USAGE, "the day to check for is missing", "Give it as --date 2026-11-01."));
        LocalDate date = DateOption.day("--date", text);
        KnownUsers.require(values.all("user"), client);
        LocalDate today =
                client.sql(statement("find-today")).query(LocalDate.class).single();
        if (date.isAfter(today)) {
            throw Fault.refused(
                    FaultCode.PERIOD_IN_FUTURE,
                    date + " has not come yet: in UTC it is " + today,
                    "The books can only be checked as they stand; run it on that day or later.");
        }
        return new RunParameters(date.toString(), values.all("user"), Map.of("date", date.toString()));
    }

    @Override
    public Map<String, String> inputs(RunParameters parameters, JdbcClient client) {
        return Map.of(
                "invariants",
                client.sql(statement("read-inputs")).query(String.class).single());
    }

    @Override
    public List<JobVerb> verbs() {
        return List.of(ListFindings.VERB, ResolveFinding.VERB);
    }

    @Override
    public List<String> explain(RunReport report, JdbcClient client) {
        return new Verdict(report, client).lines();
    }

    @Override
    public String meaningOfRepeat(RunReport report) {
        return "this is what the books say now";
    }

    /** One of the job's statements, by the name of its file. */
    static String statement(String name) {
        return Statements.read("jobs/" + NAME + "/" + name + ".sql");
    }
}
