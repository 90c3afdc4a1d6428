package dev.bursar.shadow;

import dev.bursar.customers.KnownUsers;
import dev.bursar.database.Statements;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.run.JobOption;
import dev.bursar.run.JobSpec;
import dev.bursar.run.JobVerb;
import dev.bursar.run.OptionValues;
import dev.bursar.run.PlanInputs;
import dev.bursar.run.RunParameters;
import dev.bursar.run.RunReport;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the job {@code shadow} offers to the rooms above. */
public final class Shadow implements JobSpec {
    static final String NAME = "shadow";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String summary() {
        return "Compares the shadow with what was really charged, and says go or no-go (exit 3). It moves no credits.";
    }

    @Override
    public List<JobOption> options() {
        return List.of(
                JobOption.single("from", "T", "The beginning: an instant, or a date, which begins in UTC."),
                JobOption.single("to", "T", "The end, not included."),
                JobOption.single("date", "DATE", "Instead of both: one day in UTC; a day without a shadow is idle."),
                JobOption.single(
                        "legacy",
                        "SOURCE",
                        "What the legacy system has charged: a CSV file, or table:NAME. Columns: "
                                + "user_id,credit_type,credits,occurred_at; optional request_id,action,model."),
                JobOption.repeatable(
                        "user", "USER", "Only this user's requests; may be repeated. No gate goes by it."));
    }

    @Override
    public List<String> totals() {
        return List.of(
                "differingRequests",
                "shadowMillicredits",
                "realMillicredits",
                "offByMillicredits",
                "v2Millicredits",
                "legacyMillicredits",
                "legacyOffByMillicredits");
    }

    @Override
    public Class<?> configuration() {
        return ShadowJob.class;
    }

    @Override
    public RunParameters validate(OptionValues values, JdbcClient client) {
        Span span = Span.of(values);
        KnownUsers.require(values.all("user"), client);
        Instant now = client.sql("SELECT business_now()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
        if (span.to().isAfter(now)) {
            throw Fault.refused(
                    FaultCode.PERIOD_IN_FUTURE,
                    span.inWords() + " has not ended yet: it is " + now,
                    "Compare what is over, such as --to " + now + ".");
        }
        Map<String, String> parameters = new HashMap<>();
        parameters.put("from", span.from().toString());
        parameters.put("to", span.to().toString());
        parameters.put("is-day", String.valueOf(span.isDay()));
        values.one("legacy")
                .map(given -> LegacySource.named(given, client).toParameters())
                .ifPresent(parameters::putAll);
        return new RunParameters(span.inWords(), values.all("user"), parameters);
    }

    /** The interval of a run. */
    static Span span(RunParameters parameters) {
        return new Span(
                Instant.parse(parameters.value("from")),
                Instant.parse(parameters.value("to")),
                Boolean.parseBoolean(parameters.value("is-day")));
    }

    @Override
    public Map<String, String> inputs(RunParameters parameters, JdbcClient client) {
        Map<String, String> inputs = PlanInputs.read(client.sql(statement("read-inputs")));
        inputs.put("thresholds", Thresholds.packaged().toString());
        LegacySource.of(parameters)
                .flatMap(legacy -> legacy.asItStands(client))
                .ifPresent(sha256 -> inputs.put("source", sha256));
        return inputs;
    }

    @Override
    public List<JobVerb> verbs() {
        return List.of(ListVerdicts.VERB);
    }

    @Override
    public List<String> explain(RunReport report, JdbcClient client) {
        return new Summary(report, client).lines();
    }

    @Override
    public String meaningOfRepeat(RunReport report) {
        return "this is what the comparison says now";
    }

    /** One of the job's statements, by the name of its file. */
    static String statement(String name) {
        return Statements.read("jobs/" + NAME + "/" + name + ".sql");
    }
}
