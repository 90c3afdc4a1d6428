package dev.bursar.cli;

import dev.bursar.config.Setting;
import dev.bursar.config.Settings;
import dev.bursar.database.Database;
import dev.bursar.fault.Exit;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.money.Millicredits;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where the demo's steps are played: each is a command of bursar in this process, at a business time of its own. */
final class DemoStage {
    private final Invocation invocation;

    DemoStage(Invocation invocation) {
        this.invocation = invocation;
    }

    void tell(String line) {
        invocation.note(line);
    }

    /** A command of the operator's, now. */
    void step(String... arguments) {
        at(null, List.of(arguments), null);
    }

    /** One command in this process, at a business time if one is given. What it says goes to stderr, as this is progress. */
    void at(@Nullable Instant time, List<String> arguments, @Nullable String told) {
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

    /** What a host does: one call of the SQL function, on a connection of its own. */
    private void consume(@Nullable Instant time, List<String> arguments) {
        Map<Setting, String> flags = Optional.ofNullable(invocation.options().databaseUrl)
                .map(url -> Map.of(Setting.DATABASE_URL, url))
                .orElse(Map.of());
        Settings then = Settings.load(flags, environmentAt(time), Optional.ofNullable(invocation.options().config));
        try (Database database = Database.open(then)) {
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
        return switch (report.get("job").asString()) {
            case "reconciliation" -> checked(report);
            case "usage" -> charged(report);
            case "backfill" -> brought(report);
            case "shadow" -> compared(report);
            default -> allocated(report);
        };
    }

    private static String charged(JsonNode report) {
        JsonNode totals = report.get("totals");
        return "%d requests: %s credits charged, %s credits in the shadow, %d requests left to the old system."
                .formatted(
                        report.at("/counts/read").asLong(),
                        credits(totals, "charged"),
                        credits(totals, "shadow"),
                        totals.at("/legacyEvents").asLong());
    }

    private static String brought(JsonNode report) {
        return "%d users brought %s credits with them."
                .formatted(report.at("/counts/written").asLong(), credits(report.get("totals"), "migrated"));
    }

    private static String compared(JsonNode report) {
        return "%s credits in the shadow, %s credits charged by the old system: %s."
                .formatted(
                        credits(report.get("totals"), "shadow"),
                        credits(report.get("totals"), "legacy"),
                        report.get("findings").asLong() == 0 ? "GO" : "NO-GO");
    }

    private static String checked(JsonNode report) {
        long findings = report.get("findings").asLong();
        return "%d accounts checked, which hold %s credits: %s"
                .formatted(
                        report.at("/counts/read").asLong(),
                        credits(report.get("totals"), "checked"),
                        findings == 0
                                ? "the books agree."
                                : findings + " findings; see 'bursar reconciliation findings'.");
    }

    private static String allocated(JsonNode report) {
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
            all.addAll(List.of("--config", invocation.options().config.toString()));
        }
        if (invocation.options().databaseUrl != null) {
            all.addAll(List.of("--database-url", invocation.options().databaseUrl));
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
}
