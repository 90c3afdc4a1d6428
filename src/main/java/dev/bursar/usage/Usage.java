package dev.bursar.usage;

import dev.bursar.customers.KnownUsers;
import dev.bursar.database.Statements;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.ranges.RangeJobSpec;
import dev.bursar.ranges.RangeWork;
import dev.bursar.run.CurrentRun;
import dev.bursar.run.JobOption;
import dev.bursar.run.JobParameter;
import dev.bursar.run.OptionValues;
import dev.bursar.run.PlanInputs;
import dev.bursar.run.RunParameters;
import dev.bursar.run.RunReport;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the job {@code usage} offers to the rooms above. */
public final class Usage implements RangeJobSpec {
    static final String NAME = "usage";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String summary() {
        return "Charges the usage events of a file, each as of when it happened; what cannot be charged is listed (exit 3).";
    }

    @Override
    public List<JobParameter> parameters() {
        return List.of(new JobParameter(
                "source", "FILE|table:NAME", "Events as CSV, or in a table or view with the same columns."));
    }

    @Override
    public List<JobOption> options() {
        return List.of(JobOption.repeatable("user", "USER", "Only this user's events; may be repeated."));
    }

    @Override
    public List<String> totals() {
        return List.of(
                "chargedMillicredits",
                "shadowMillicredits",
                "offMillicredits",
                "lateEvents",
                "repeatedEvents",
                "legacyEvents");
    }

    @Override
    public Class<?> configuration() {
        return UsageJob.class;
    }

    @Override
    public RangeWork work(JdbcClient client, CurrentRun run) {
        return new ChargeEvents(client, run);
    }

    @Override
    public RunParameters validate(OptionValues values, JdbcClient client) {
        String named = values.one("source")
                .orElseThrow(() -> Fault.usage(
                        FaultCode.USAGE, "the events are missing", "Name them: bursar usage run FILE, or table:NAME."));
        KnownUsers.require(values.all("user"), client);
        EventSource source = EventSource.named(named, client);
        return new RunParameters(source.name() + "-" + source.sha256(), values.all("user"), source.toParameters());
    }

    @Override
    public Map<String, String> inputs(RunParameters parameters, JdbcClient client) {
        Map<String, String> inputs = PlanInputs.read(client.sql(statement("read-inputs")));
        inputs.put(
                "source", EventSource.named(parameters.value("source"), client).sha256());
        return inputs;
    }

    @Override
    public List<String> explain(RunReport report, JdbcClient client) {
        List<String> lines = new ArrayList<>();
        if (report.findings() > 0) {
            lines.add(report.findings()
                    + (report.findings() == 1 ? " row was refused" : " rows were refused")
                    + " and charged nothing; the reject file says why. Mend the cause and run the same file again.");
        }
        if (figure(report, "offMillicredits").signum() > 0) {
            lines.add(
                    "Charging was switched off for events that it counts as off: they are recorded and settled, and no other run charges them.");
        }
        BigInteger late = figure(report, "lateEvents");
        if (late.signum() > 0) {
            lines.add(
                    "Late events: " + late
                            + ". Their period was over, or their day's books were closed; the open period paid, on the first open day.");
        }
        return lines;
    }

    private static BigInteger figure(RunReport report, String total) {
        return Objects.requireNonNull(report.figures().totals().get(total));
    }

    @Override
    public String meaningOfRepeat(RunReport report) {
        return Objects.requireNonNull(report.figures().counts().get("written")).signum() == 0
                ? "nothing was charged twice, and nothing more could be charged"
                : "nothing was charged twice; this is what could be charged since";
    }

    /** One of the job's statements, by the name of its file. */
    static String statement(String name) {
        return Statements.read("jobs/" + NAME + "/" + name + ".sql");
    }
}
