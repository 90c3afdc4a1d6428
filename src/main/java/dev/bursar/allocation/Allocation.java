package dev.bursar.allocation;

import dev.bursar.customers.KnownUsers;
import dev.bursar.database.Statements;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.ranges.RangeJobSpec;
import dev.bursar.ranges.RangeWork;
import dev.bursar.run.CurrentRun;
import dev.bursar.run.JobOption;
import dev.bursar.run.OptionValues;
import dev.bursar.run.PlanInputs;
import dev.bursar.run.RunParameters;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the job {@code allocation} offers to the rooms above. */
public final class Allocation implements RangeJobSpec {
    static final String NAME = "allocation";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String summary() {
        return "Opens every period that begins on or before a date: grants, carries over, expires.";
    }

    @Override
    public List<JobOption> options() {
        return List.of(
                JobOption.single("date", "DATE", "The date to allocate for, such as 2026-11-01."),
                JobOption.single("period", "MONTH", "The month to allocate for, such as 2026-11: its first day."),
                JobOption.repeatable("user", "USER", "Only this user; may be repeated."),
                JobOption.toggle(
                        "force-future", "Accept a date that has come nowhere yet; opens no period before it begins."));
    }

    @Override
    public List<String> totals() {
        return List.of("grantedMillicredits", "rolledMillicredits", "expiredMillicredits");
    }

    @Override
    public Class<?> configuration() {
        return AllocationJob.class;
    }

    @Override
    public RangeWork work(JdbcClient client, CurrentRun run) {
        return new OpenPeriods(client, run);
    }

    @Override
    public RunParameters validate(OptionValues values, JdbcClient client) {
        LocalDate date = RequestedDate.read(values.one("date"), values.one("period"));
        KnownUsers.require(values.all("user"), client);
        if (!values.has("force-future")) {
            requireBegun(date, client);
        }
        return new RunParameters(date.toString(), values.all("user"), Map.of("date", date.toString()));
    }

    private static void requireBegun(LocalDate date, JdbcClient client) {
        LocalDate latest = client.sql(statement("find-latest-today"))
                .query(LocalDate.class)
                .single();
        if (date.isAfter(latest)) {
            throw Fault.refused(
                    FaultCode.PERIOD_IN_FUTURE,
                    date + " has not come yet: the latest date in any subscription's zone is " + latest,
                    "Run it on that day; --force-future accepts the date now, and still opens no period before it begins.");
        }
    }

    @Override
    public Map<String, String> inputs(RunParameters parameters, JdbcClient client) {
        return PlanInputs.read(client.sql(statement("read-inputs")));
    }

    /** One of the job's statements, by the name of its file. */
    static String statement(String name) {
        return Statements.read("jobs/" + NAME + "/" + name + ".sql");
    }
}
