package dev.bursar.cli;

import dev.bursar.report.WholeFile;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How five users come over from an old system, in the month before the demo's first: bursar prices their requests in the shadow while
 * the old system charges them, the two are compared, some users are let in with what is left to them, then all.
 *
 * @param month in which it happens
 * @param folder where the demo's files are written
 */
record DemoRoad(YearMonth month, DemoStage stage, Path folder) {
    /** Users of the old system, and the credits that it owes them in the beginning. */
    private static final Map<String, Integer> OWED =
            Map.of("ivy", 4_000, "jack", 2_500, "kate", 1_200, "lou", 800, "mia", 5_000);

    /** Those whom the hash of the rollout lets in first. */
    static final List<String> FIRST = List.of("kate", "mia");

    static final List<String> USERS = OWED.keySet().stream().sorted().toList();

    /** What a request with a thousand tokens in and two hundred out costs: 0.0025 + 0.002 USD, times four, 1,000 credits a dollar. */
    private static final BigDecimal PRICE = BigDecimal.valueOf(18);

    private static final int PERCENT = 25;
    private static final int SHADOW_DAY = 10;

    void walk() {
        stage.tell("");
        stage.tell("== %s %d: five users come from an old system =="
                .formatted(month.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH), month.getYear()));
        begin();
        shadow();
        letIn(SHADOW_DAY + 1, PERCENT, FIRST, "two of the five are let in, with what the old system owes them");
        letIn(
                SHADOW_DAY + 2,
                100,
                USERS.stream().filter(user -> !FIRST.contains(user)).toList(),
                "nothing speaks against it: everybody");
        run(SHADOW_DAY + 3, "backfill", "verify");
    }

    private void begin() {
        String customers = USERS.stream()
                .map(user -> "%s,%s@demo.example,,%s\n".formatted(user, user, at(1)))
                .collect(Collectors.joining("", "user_id,email,name,created_at\n", ""));
        run(2, "import", "customers", write("old-customers.csv", customers));
        run(
                2,
                "import",
                "prices",
                write("prices.csv", "model,input_usd_per_token,output_usd_per_token\ndemo-model,0.0000025,0.00001\n"));
        run(
                2,
                "flags",
                "set",
                "legacy_credit_types",
                "analysis,roast,credits",
                "--reason",
                "demo: the old system charges");
        run(2, "flags", "set", "billing_rollout_percentage", "0", "--reason", "demo: nobody is let in yet");
    }

    private void shadow() {
        stage.tell("%s  the shadow: every request is priced, nobody is charged".formatted(day(SHADOW_DAY)));
        run(
                SHADOW_DAY,
                "flags",
                "set",
                "shadow_billing_enabled",
                "true",
                "--part-of",
                "demo-shadow",
                "--reason",
                "demo: the shadow");
        use(SHADOW_DAY);
        String charges = requests(SHADOW_DAY).stream()
                .map(request -> "%s,credits,%s,%s,%s\n"
                        .formatted(request.user(), PRICE.toPlainString(), request.at(), request.id()))
                .collect(Collectors.joining("", "user_id,credit_type,credits,occurred_at,request_id\n", ""));
        run(
                SHADOW_DAY + 1,
                "shadow",
                "run",
                "--from",
                day(SHADOW_DAY).toString(),
                "--to",
                day(SHADOW_DAY + 1).toString(),
                "--legacy",
                write("old-charges.csv", charges));
        run(SHADOW_DAY + 1, "flags", "revert", "demo-shadow", "--reason", "demo: the shadow ends");
    }

    private void letIn(int day, int percent, List<String> users, String told) {
        stage.tell("%s  %s".formatted(day(day), told));
        run(
                day,
                "flags",
                "set",
                "billing_rollout_percentage",
                String.valueOf(percent),
                "--reason",
                "demo: " + percent + " %");
        List<String> backfill = new ArrayList<>(List.of(
                "backfill",
                "run",
                "--source",
                write("old-balances-" + percent + ".csv", balances(day, users)),
                "--as-of",
                at(day).toString()));
        users.forEach(user -> backfill.addAll(List.of("--user", user)));
        run(day, backfill.toArray(String[]::new));
        use(day);
    }

    /** What the old system says that it owes: each day that it has charged a user is gone. */
    private String balances(int day, List<String> users) {
        StringBuilder csv = new StringBuilder("user_id,plan,credits_remaining,credits_limit,period_start,period_end\n");
        for (String user : users) {
            BigDecimal spent = PRICE.multiply(BigDecimal.valueOf(requests(SHADOW_DAY).stream()
                            .filter(request -> request.user().equals(user))
                            .count()))
                    .multiply(BigDecimal.valueOf((long) day - SHADOW_DAY));
            csv.append("%s,,%s,,,\n"
                    .formatted(
                            user, BigDecimal.valueOf(OWED.getOrDefault(user, 0)).subtract(spent)));
        }
        return csv.toString();
    }

    /** A day's requests, as the host has kept them, at the end of the day. */
    private void use(int day) {
        String csv = requests(day).stream()
                .map(request ->
                        "%s,%s,%s,chat,demo-model,1000,200,,\n".formatted(request.id(), request.user(), request.at()))
                .collect(Collectors.joining(
                        "",
                        "request_id,user_id,occurred_at,action,model,input_tokens,output_tokens,quantity,items\n",
                        ""));
        run(day + 1, "usage", "run", write("usage-" + day(day) + ".csv", csv));
    }

    private record Request(String id, String user, Instant at) {}

    /** Two of each user. */
    private List<Request> requests(int day) {
        List<Request> requests = new ArrayList<>();
        for (String user : USERS) {
            for (int hour : List.of(9, 16)) {
                requests.add(new Request(
                        "demo-%s-%s-%d".formatted(user, day(day), hour), user, at(day).plusSeconds(hour * 3_600L)));
            }
        }
        requests.sort(Comparator.comparing(Request::at).thenComparing(Request::id));
        return requests;
    }

    private void run(int day, String... arguments) {
        stage.at(at(day), List.of(arguments), null);
    }

    private String write(String name, String text) {
        return WholeFile.write(folder.resolve(name), "the demo stopped here; repeat it", out -> out.write(text))
                .toString();
    }

    private LocalDate day(int day) {
        return month.atDay(day);
    }

    private Instant at(int day) {
        return day(day).atStartOfDay().toInstant(ZoneOffset.UTC);
    }
}
