package dev.bursar.cli;

import dev.bursar.config.Settings;
import dev.bursar.database.Database;
import dev.bursar.fault.Exit;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.money.Millicredits;
import dev.bursar.report.WholeFile;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells the story of four months on this machine's database, by the same commands that an operator types and the same function
 * that a host calls, each at its own business time. Repeating it changes nothing but what has become due since.
 */
@Command(name = "demo", description = "See all of it: sample customers, four months, every job, a summary.")
final class Demo implements Callable<Exit> {
    private final Invocation invocation;

    Demo(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() throws SQLException {
        tell("bursar demo: four months in the life of three products");
        step("db", "migrate");
        try (Connection _ = lock()) {
            DemoStory story = new DemoStory(firstMonth());
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
        Map<String, Instant> customers = new HashMap<>();
        invocation
                .database()
                .client()
                .sql("SELECT user_id, created_at FROM customer LIMIT 100")
                .query((row, number) ->
                        customers.put(row.getString(1), row.getTimestamp(2).toInstant()))
                .list();
        Set<String> told = Set.copyOf(
                DemoStory.PEOPLE.stream().map(DemoStory.Person::userId).toList());
        if (!told.containsAll(customers.keySet()) && !invocation.options().yes) {
            throw Fault.refused(
                    FaultCode.NOT_THE_DEMOS,
                    "this database has customers that are not the demo's; the demo did nothing",
                    "Tell it elsewhere (BURSAR_HOME=/tmp/demo bursar demo), or among them with --yes.");
        }
        Instant known = customers.get(DemoStory.PEOPLE.getFirst().userId());
        return known != null
                ? YearMonth.from(known.atOffset(ZoneOffset.UTC))
                : YearMonth.from(invocation.settings().clock().today(ZoneOffset.UTC))
                        .minusMonths(DemoStory.MONTHS);
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
            step("import", kind, file.toString());
        });
    }

    private void live(DemoStory story) {
        List<LocalDate> allocations = story.allocations();
        for (int month = 0; month < allocations.size(); month++) {
            LocalDate day = allocations.get(month);
            tell("");
            tell("== " + day.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH) + " " + day.getYear() + " ==");
            at(
                    day.atTime(0, 5).toInstant(ZoneOffset.UTC),
                    List.of("allocation", "run", "--date", day.toString()),
                    null);
            if (month < DemoStory.MONTHS) {
                story.events(month).forEach(event -> at(event.at(), event.arguments(), event.told()));
            }
        }
        LocalDate today = invocation.settings().clock().today(ZoneOffset.UTC);
        if (today.isAfter(allocations.getLast())) {
            tell("");
            tell("== Today ==");
            step("allocation", "run", "--date", today.toString());
        }
    }

    private void step(String... arguments) {
        at(null, List.of(arguments), null);
    }

    /** One command in this process, at a business time if one is given. What it says goes to stderr, as this is progress. */
    private void at(@Nullable Instant time, List<String> arguments, @Nullable String told) {
        if (told != null) {
            tell("%s  %s".formatted(time == null ? "" : LocalDate.ofInstant(time, ZoneOffset.UTC), told));
        } else {
            tell("$ bursar " + String.join(" ", arguments));
        }
        if (arguments.getFirst().equals("consume")) {
            consume(time, arguments);
            return;
        }
        boolean isRun = arguments.contains("run");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Exit exit = Bursar.run(
                withGlobalOptions(arguments, isRun ? "json" : "table"),
                environmentAt(time),
                out,
                new PrintStream(err, true, StandardCharsets.UTF_8));
        String said = (out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8)).strip();
        if (exit == Exit.FAILED || exit == Exit.USAGE || exit == Exit.REFUSED || exit == Exit.INTERRUPTED) {
            throw Fault.failed(
                    FaultCode.DEMO_FAILED,
                    "the demo's step 'bursar " + String.join(" ", arguments) + "' ended with exit " + exit.code()
                            + ":\n" + said,
                    "The demo stopped here. Mend what the step says and repeat the demo: it goes on where it stopped.");
        }
        if (isRun) {
            tell("    " + inWords(JsonMapper.shared().readTree(out.toByteArray())));
        } else if (told == null) {
            said.lines().forEach(line -> tell("    " + line));
        } else {
            said.lines().limit(1).forEach(line -> tell("            " + line));
        }
    }

    private void consume(@Nullable Instant time, List<String> arguments) {
        Settings then = Settings.load(Map.of(), environmentAt(time), Optional.empty());
        try (var database = Database.open(then)) {
            Boolean charged = database.client()
                    .sql(
                            "SELECT consume_credits(?, 'credits', ?, 'chat', 'demo', jsonb_build_object('request_id', ?::text))")
                    .params(arguments.get(1), Integer.valueOf(arguments.get(2)), arguments.get(3))
                    .query(Boolean.class)
                    .single();
            tell("            consume_credits → " + charged);
        }
    }

    private static String inWords(JsonNode report) {
        JsonNode totals = report.get("totals");
        return report.at("/counts/written").asLong() == 0
                        && totals.at("/expiredMillicredits").asLong() == 0
                ? "Nothing has become due."
                : "%d periods opened: %s credits granted, %s carried over, %s expired."
                        .formatted(
                                report.at("/counts/written").asLong(),
                                credits(totals, "granted"),
                                credits(totals, "rolled"),
                                credits(totals, "expired"));
    }

    private static String credits(JsonNode totals, String figure) {
        return Millicredits.of(totals.get(figure + "Millicredits").asLong()).toString();
    }

    private String[] withGlobalOptions(List<String> arguments, String format) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of("--quiet", "-o", format));
        if (invocation.options().config != null) {
            all.addAll(Arrays.asList("--config", invocation.options().config.toString()));
        }
        if (invocation.options().databaseUrl != null) {
            all.addAll(Arrays.asList("--database-url", invocation.options().databaseUrl));
        }
        return all.toArray(String[]::new);
    }

    private Map<String, String> environmentAt(@Nullable Instant time) {
        Map<String, String> environment = new HashMap<>(invocation.environment());
        if (time != null) {
            environment.put("BURSAR_CLOCK", time.toString());
        }
        return environment;
    }

    private void tell(String line) {
        invocation.note(line);
    }
}
