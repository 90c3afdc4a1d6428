package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The road from an old system to a live one, walked by forty users. The test keeps the old system's books by itself, and after each
 * step everybody's credits, there and here, are those books', to the millicredit.
 */
class RoadTest {
    private static final List<String> USERS =
            IntStream.range(0, 40).mapToObj("user-%02d"::formatted).toList();
    private static final String USAGE =
            "request_id,user_id,occurred_at,action,model,input_tokens,output_tokens,quantity,items\n";
    private static final String MAPPING = """
            columns: {user: Kunde, amount: Guthaben, period-end: Ablauf}
            file: {delimiter: ";", encoding: windows-1252}
            amount:
              unit: credits
              decimal: ","
              thousands: "."
              into: [{credit-type: credits}]
            dates: {format: "dd.MM.yyyy", zone: Europe/Berlin}
            """;

    @TempDir
    private Path folder;

    @AutoClose
    private Desk desk;

    /** What the old system owes each user, and what bursar does; millicredits. */
    private final Map<String, Long> there = new TreeMap<>();

    private final Map<String, Long> here = new TreeMap<>();

    /** What users have spent here of a migration that was undone: it is not theirs a second time. */
    private final Map<String, Long> kept = new TreeMap<>();

    private final TreeSet<String> letIn = new TreeSet<>();
    private long spent;
    private int days;

    /** One request, small enough for the caps. */
    private record Request(String id, String user, Instant at, int input, int output) {
        /** The provider takes 0.00000251 and 0.000010003 USD per token; four times that, 1,000 credits a dollar, half up. */
        long millicredits() {
            return new BigDecimal("0.00000251")
                    .multiply(BigDecimal.valueOf(input))
                    .add(new BigDecimal("0.000010003").multiply(BigDecimal.valueOf(output)))
                    .multiply(BigDecimal.valueOf(4_000_000))
                    .setScale(0, RoundingMode.HALF_UP)
                    .longValueExact();
        }

        String row() {
            return "%s,%s,%s,chat,small,%d,%d,,\n".formatted(id, user, at, input, output);
        }
    }

    @BeforeEach
    void open() {
        desk = new Desk(folder);
    }

    @Test
    void nothing_is_lost_and_nothing_made_on_the_whole_road() {
        beginning();
        shadow();
        rollOut("five", 5);
        live();
        rollOut("twenty-five", 25);
        live();
        rollBack("twenty-five");
        live();
        rollOut("again", 25);
        live();
        rollOut("everybody", 100);
        live();
        assertThat(letIn).containsExactlyElementsOf(USERS);
        november();
    }

    private void beginning() {
        desk.isAt("2026-10-10T00:00:00Z");
        desk.load("prices", "model,input_usd_per_token,output_usd_per_token\nsmall,0.00000251,0.000010003\n");
        StringBuilder customers = new StringBuilder(Desk.CUSTOMERS);
        StringBuilder subscriptions = new StringBuilder(Desk.SUBSCRIPTIONS);
        for (int i = 0; i < USERS.size(); i++) {
            customers.append(USERS.get(i)).append(",,,2026-01-01T00:00:00Z\n");
            subscriptions
                    .append(USERS.get(i))
                    .append(i % 2 == 0 ? ",pro" : ",free")
                    .append(",calendar,2026-01-01,active,2026-11-01\n");
            there.put(USERS.get(i), 1_500_007L + 1_001L * i);
            here.put(USERS.get(i), 0L);
        }
        desk.load("customers", desk.file("customers.csv", customers.toString()));
        desk.load("subscriptions", desk.file("subscriptions.csv", subscriptions.toString()));
        ok("flags", "set", "legacy_credit_types", "analysis,roast,credits");
        ok("flags", "set", "billing_rollout_percentage", "0");
    }

    /** Everything is priced and nobody charged; one charge that the old system has forgotten makes it no go. */
    private void shadow() {
        ok("flags", "set", "shadow_billing_enabled", "true", "--part-of", "shadow");
        List<Request> requests = requests();
        assertThat(usage(requests).path("totals").path("shadowMillicredits").longValue())
                .isEqualTo(sum(requests));
        agree();
        assertThat(compare(requests.subList(1, requests.size())).exit()).isEqualTo(3);
        CommandLineRun go = compare(requests);
        assertThat(go.exit()).as(go.stdout()).isZero();
        assertThat(
                        desk.sql(
                                "SELECT verdict || CASE WHEN latest THEN ' counts' ELSE '' END FROM shadow_verdicts ORDER BY verdict_id"))
                .as("what the comparisons of the day say")
                .containsExactly("no-go", "go counts");
        requests.forEach(this::chargedThere);
        ok("flags", "revert", "shadow");
    }

    private CommandLineRun compare(List<Request> charges) {
        StringBuilder rows = new StringBuilder("user_id,credit_type,credits,occurred_at,request_id\n");
        charges.forEach(charge -> rows.append("%s,credits,%s,%s,%s\n"
                .formatted(
                        charge.user(),
                        BigDecimal.valueOf(charge.millicredits(), 3).toPlainString(),
                        charge.at(),
                        charge.id())));
        return desk.bursar(
                "shadow",
                "run",
                "--from",
                charges.getFirst().at().toString().substring(0, 10),
                "--to",
                day(days),
                "--legacy",
                desk.file("charges-" + charges.size() + ".csv", rows.toString()).toString());
    }

    /** A phase lets users in; those who come bring what the old system owes them at this moment, and it owes them nothing more. */
    private void rollOut(String phase, int percent) {
        ok("flags", "set", "billing_rollout_percentage", String.valueOf(percent), "--part-of", phase);
        List<String> members = desk.sql("SELECT user_id FROM customer c WHERE (charging_decision(c, 'credits', '"
                + now() + "')).mode = 'charge'");
        List<String> newcomers =
                members.stream().filter(user -> !letIn.contains(user)).sorted().toList();
        assertThat(members).as("who is in stays in").containsAll(letIn);
        assertThat(newcomers).isNotEmpty();
        migrate(newcomers);
        letIn.addAll(newcomers);
        agree();
    }

    private void migrate(List<String> newcomers) {
        StringBuilder export = new StringBuilder("Kunde;Guthaben;Ablauf;Straße\n");
        newcomers.forEach(user -> export.append("%s;\"%s\";%s;Höhe\n"
                .formatted(
                        user, german(there.getOrDefault(user, 0L)), USERS.indexOf(user) % 4 == 0 ? "" : "01.11.2026")));
        String file = desk.file("export.csv", export.toString().getBytes(Charset.forName("windows-1252")))
                .toString();
        String mapping = desk.file("mapping.yaml", MAPPING).toString();
        String[] options = {"--source", file, "--mapping", mapping, "--as-of", now().toString(), "-o", "json"};
        JsonNode plan = ok(words("backfill plan", options)).json();
        JsonNode rehearsed = ok(words("backfill run --dry-run", options)).json();
        JsonNode run = ok(words("backfill run", options)).json();
        long brought = 0;
        for (String user : newcomers) {
            long bring = there.getOrDefault(user, 0L) - kept.getOrDefault(user, 0L);
            brought += bring;
            here.merge(user, bring, Long::sum);
            there.put(user, 0L);
            kept.remove(user);
        }
        assertThat(run.path("totals").path("migratedMillicredits").longValue()).isEqualTo(brought);
        assertThat(run.path("totals")).isEqualTo(plan.path("totals")).isEqualTo(rehearsed.path("totals"));
        assertThat(ok("backfill", "verify").exit()).isZero();
    }

    private static String german(long millicredits) {
        return "%,d,%03d".formatted(millicredits / 1_000, millicredits % 1_000).replaceFirst(",(?=\\d{3},)", ".");
    }

    /** A day of use: who is in is charged here, everybody else there. */
    private void live() {
        List<Request> requests = requests();
        List<Request> ours = requests.stream()
                .filter(request -> letIn.contains(request.user()))
                .toList();
        JsonNode run = usage(requests);
        assertThat(run.path("totals").path("chargedMillicredits").longValue()).isEqualTo(sum(ours));
        assertThat(run.path("totals").path("legacyEvents").intValue())
                .as("the old system's")
                .isEqualTo(requests.size() - ours.size());
        for (Request request : requests) {
            if (letIn.contains(request.user())) {
                here.merge(request.user(), -request.millicredits(), Long::sum);
                spent += request.millicredits();
            } else {
                chargedThere(request);
            }
        }
        agree();
    }

    private void chargedThere(Request request) {
        there.merge(request.user(), -request.millicredits(), Long::sum);
        spent += request.millicredits();
    }

    /** What was not spent here goes back; the old system owes it again, and what was spent besides, as it never heard of that. */
    private void rollBack(String phase) {
        ok("flags", "revert", phase);
        List<String> out = desk.sql("SELECT user_id FROM customer c WHERE (charging_decision(c, 'credits', '" + now()
                + "')).mode = 'legacy' ORDER BY user_id");
        List<String> leaving = out.stream().filter(letIn::contains).toList();
        assertThat(leaving).isNotEmpty().hasSizeLessThan(letIn.size());
        JsonNode undone = ok(words(
                        "backfill undo",
                        Stream.concat(
                                        Stream.of("--reason", "rolled back", "-o", "json"),
                                        leaving.stream().flatMap(user -> Stream.of("--user", user)))
                                .toArray(String[]::new)))
                .json();
        long back = 0;
        for (JsonNode one : undone.path("kept")) {
            kept.put(
                    one.path("userId").stringValue(),
                    one.path("keptMillicredits").longValue());
        }
        for (String user : leaving) {
            long rest = here.getOrDefault(user, 0L);
            back += rest;
            here.put(user, 0L);
            there.put(user, rest + kept.getOrDefault(user, 0L));
        }
        assertThat(undone.path("reversedMillicredits").longValue()).isEqualTo(back);
        assertThat(kept.keySet()).isSubsetOf(leaving);
        letIn.removeAll(leaving);
        agree();
    }

    /** The old periods end: their rests expire, what has none stays, and the plans' credits come. */
    private void november() {
        desk.isAt("2026-11-01T06:00:00Z");
        JsonNode plan =
                ok("allocation", "plan", "--date", "2026-11-01", "-o", "json").json();
        JsonNode run =
                ok("allocation", "run", "--date", "2026-11-01", "-o", "json").json();
        long rests = 0;
        for (String user : USERS) {
            if (USERS.indexOf(user) % 4 != 0) {
                rests += here.getOrDefault(user, 0L);
                spent += here.getOrDefault(user, 0L);
                here.put(user, 0L);
            }
        }
        assertThat(run.path("totals").path("expiredMillicredits").longValue()).isEqualTo(rests);
        assertThat(run.path("totals").path("grantedMillicredits").longValue())
                .isEqualTo(20 * (5_000_000L + 100_000 + 50_000) + 20 * (100_000L + 5_000 + 3_000));
        assertThat(run.path("totals")).isEqualTo(plan.path("totals"));
        agree();
        ok("reconciliation", "run", "--date", "2026-11-01");
    }

    /** Each user's credits are the books', all together are what there was in the beginning, and the ledger agrees with itself. */
    private void agree() {
        assertThat(desk.sql("""
                        SELECT concat_ws(' ', c.user_id, coalesce(a.balance_millicredits, 0))
                        FROM customer c LEFT JOIN (account a JOIN credit_type t ON t.id = a.credit_type_id AND t.code = 'credits') ON a.customer_id = c.id
                        ORDER BY c.user_id
                        """))
                .containsExactlyElementsOf(here.entrySet().stream()
                        .map(one -> one.getKey() + " " + one.getValue())
                        .toList());
        assertThat(total(here) + total(there) - total(kept) + spent).isEqualTo(40 * 1_500_007L + 1_001L * 780);
        assertThat(desk.brokenInvariants()).isEmpty();
    }

    private static long total(Map<String, Long> books) {
        return books.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The next day's requests, two of each user. It is the end of that day then. */
    private List<Request> requests() {
        List<Request> requests = new ArrayList<>();
        Instant morning = Instant.parse(day(days) + "T08:00:00Z");
        for (int i = 0; i < 2 * USERS.size(); i++) {
            requests.add(new Request(
                    "r-%d-%02d".formatted(days, i),
                    USERS.get(i % USERS.size()),
                    morning.plusSeconds(60L * i),
                    137 + 31 * i + 7 * days,
                    41 + 3 * i));
        }
        days++;
        desk.isAt(day(days) + "T00:00:00Z");
        return requests;
    }

    private static String day(int number) {
        return "2026-10-%02d".formatted(10 + number);
    }

    private Instant now() {
        return Instant.parse(day(days) + "T00:00:00Z");
    }

    private static long sum(List<Request> requests) {
        return requests.stream().mapToLong(Request::millicredits).sum();
    }

    private JsonNode usage(List<Request> requests) {
        StringBuilder rows = new StringBuilder(USAGE);
        requests.forEach(request -> rows.append(request.row()));
        String file = desk.file("usage-" + days + ".csv", rows.toString()).toString();
        return ok("usage", "run", file, "-o", "json").json();
    }

    private CommandLineRun ok(String... command) {
        CommandLineRun run = desk.bursar(command);
        assertThat(run.exit())
                .as(Arrays.toString(command) + run.stderr() + run.stdout())
                .isZero();
        return run;
    }

    private static String[] words(String first, String... more) {
        return Stream.concat(Arrays.stream(first.split(" ")), Arrays.stream(more))
                .toArray(String[]::new);
    }
}
