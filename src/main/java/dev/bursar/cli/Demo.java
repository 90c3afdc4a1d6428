package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.report.WholeFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine.Command;

/**
 * Tells the story of four months on this machine's database, by the same commands that an operator types and the same function
 * that a host calls, each at its own business time. Repeating it changes nothing but what has become due since.
 */
@Command(
        name = "demo",
        description = "See all of it: users of an old system, sample customers, four months, every job, a summary.")
final class Demo implements Callable<Exit> {
    private final Invocation invocation;
    private final DemoStage stage;

    Demo(Invocation invocation) {
        this.invocation = invocation;
        this.stage = new DemoStage(invocation);
    }

    @Override
    public Exit call() throws SQLException {
        stage.tell("bursar demo: four months in the life of three products, and how some users came");
        stage.step("db", "migrate");
        try (Connection _ = lock()) {
            DemoStory story = new DemoStory(firstMonth());
            new DemoRoad(story.first().minusMonths(1), stage, folder()).walk();
            stage.tell("");
            load(story);
            live(story);
            new DemoSummary(invocation, story, folder()).print();
            return Exit.DONE;
        }
    }

    /** Two demos at once would only see each other's half-told story. */
    private Connection lock() throws SQLException {
        Connection connection = invocation.database().connect();
        try (var row = connection
                .createStatement()
                .executeQuery("SELECT pg_try_advisory_lock(hashtextextended('bursar demo', 0))")) {
            row.next();
            if (row.getBoolean(1)) {
                return connection;
            }
        }
        connection.close();
        throw Fault.refused(
                FaultCode.ALREADY_RUNNING,
                "another demo is running on this database; this one did nothing",
                "Wait until it has ended, then repeat the command.");
    }

    /** A demo that was told before keeps its months; among other people's customers it is not told at all. */
    private YearMonth firstMonth() {
        List<String> people = Stream.concat(
                        DemoStory.PEOPLE.stream().map(DemoStory.Person::userId), DemoRoad.USERS.stream())
                .toList();
        JdbcClient client = invocation.database().client();
        if (!invocation.options().yes
                && client.sql("SELECT EXISTS (SELECT FROM customer WHERE user_id NOT IN (:people))")
                        .param("people", people)
                        .query(Boolean.class)
                        .single()) {
            throw Fault.refused(
                    FaultCode.NOT_THE_DEMOS,
                    "this database has customers that are not the demo's; the demo did nothing",
                    "Tell it elsewhere (BURSAR_HOME=/tmp/demo bursar demo), or among them with --yes.");
        }
        return client.sql("SELECT created_at FROM customer WHERE user_id = :first")
                .param("first", people.getFirst())
                .query(Timestamp.class)
                .optional()
                .map(told -> YearMonth.from(told.toInstant().atOffset(ZoneOffset.UTC)))
                .orElseGet(() -> YearMonth.from(invocation.settings().clock().today(ZoneOffset.UTC))
                        .minusMonths(DemoStory.MONTHS));
    }

    private Path folder() {
        return invocation.settings().home().resolve("out").resolve("demo");
    }

    private void load(DemoStory story) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("customers", story.customersCsv());
        files.put("subscriptions", story.subscriptionsCsv());
        files.put("purchases", story.purchasesCsv());
        files.forEach((kind, csv) -> {
            Path file = WholeFile.write(
                    folder().resolve(kind + ".csv"), "the demo stopped here; repeat it", out -> out.write(csv));
            stage.step("import", kind, file.toString());
        });
    }

    private void live(DemoStory story) {
        List<LocalDate> allocations = story.allocations();
        for (int month = 0; month < allocations.size(); month++) {
            LocalDate day = allocations.get(month);
            stage.tell("");
            stage.tell("== " + day.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH) + " " + day.getYear()
                    + " ==");
            stage.at(
                    day.atTime(0, 5).toInstant(ZoneOffset.UTC),
                    List.of("allocation", "run", "--date", day.toString()),
                    null);
            if (month > 0) {
                stage.at(
                        day.atTime(3, 10).toInstant(ZoneOffset.UTC),
                        List.of(
                                "reconciliation",
                                "run",
                                "--date",
                                day.minusDays(1).toString()),
                        null);
            }
            if (month < DemoStory.MONTHS) {
                story.events(month).forEach(event -> stage.at(event.at(), event.arguments(), event.told()));
            }
        }
        LocalDate today = invocation.settings().clock().today(ZoneOffset.UTC);
        if (today.isAfter(allocations.getLast())) {
            stage.tell("");
            stage.tell("== Today ==");
            stage.step("allocation", "run", "--date", today.toString());
        }
    }
}
