package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Files of usage events, from the command line. */
class UsageCommandsTest {
    private static final String HEADER =
            "request_id,user_id,occurred_at,action,model,input_tokens,output_tokens,quantity,items\n";
    private static final String ENTRIES = """
            SELECT concat_ws(' ', user_id, credit_type, type, amount_millicredits, balance_after_millicredits, to_char(occurred_at AT TIME ZONE 'UTC', 'MM-DD'))
            FROM credit_ledger WHERE type <> 'allocation' ORDER BY user_id, credit_type, id
            """;

    @TempDir
    private Path folder;

    @AutoClose
    private Desk desk;

    @BeforeEach
    void ada_is_on_pro_and_ben_on_free_since_october() {
        desk = new Desk(folder);
        desk.hasSubscriber("ada", "pro", "2026-10-01");
        desk.hasSubscriber("ben", "free", "2026-10-01");
        desk.isAt("2026-11-15T10:00:00Z");
    }

    @Test
    void each_event_is_charged_as_of_its_own_time_and_a_second_run_changes_nothing() {
        Path file = desk.file(
                "usage.csv",
                HEADER
                        + "n1,ada,2026-11-03T09:00:00Z,ANALYSIS,,,,500,\n"
                        + "o2,ada,2026-10-31T23:59:59Z,ANALYSIS,,,,1000,1\n"
                        + "o1,ada,2026-10-31T23:59:59Z,ANALYSIS,,,,500,10\n"
                        + "b1,ben,2026-10-02T00:00:00+02:00,roast,,,,,\n");
        JsonNode run = usage(0, "run", file);
        assertThat(run.path("counts").toString()).isEqualTo("{\"read\":4,\"written\":4,\"skipped\":0,\"rejected\":0}");
        assertThat(run.path("totals").path("chargedMillicredits").longValue()).isEqualTo(29_000);
        assertThat(desk.sql(ENTRIES))
                .containsExactly(
                        "ada shobeis deduction -7000 4993000 10-31",
                        "ada shobeis deduction -14000 4979000 10-31",
                        "ada shobeis expiry -2979000 2000000 11-01",
                        "ada shobeis deduction -7000 6993000 11-03",
                        "ben roast deduction -1000 2000 10-01");
        assertThat(desk.count("staged_usage")).isZero();
        CommandLineRun again = desk.bursar("usage", "run", file.toString());
        assertThat(again.exit()).isZero();
        assertThat(again.stderr()).contains("nothing was charged twice, and nothing more could be charged");
        assertThat(desk.count("usage_event")).isEqualTo(4);
        assertThat(desk.brokenInvariants()).isEmpty();
    }

    @Test
    void rows_that_cannot_be_charged_are_listed_with_their_reasons() {
        desk.load("prices", "model,input_usd_per_token,output_usd_per_token\nsmall,0.0000025,0.00001\n");
        desk.database()
                .client()
                .sql("UPDATE customer SET seam_at = '2026-10-20T00:00:00Z' WHERE user_id = 'ada'")
                .update();
        assertThat(desk.bursar("charge", "ada", "--action", "ANALYSIS", "--quantity", "500", "--key", "used")
                        .exit())
                .isZero();
        Path file = desk.file(
                "usage.csv",
                HEADER
                        + "ok,ada,2026-11-03T09:00:00Z,ANALYSIS,,,,500,\n"
                        + "ok,ada,2026-11-03T09:00:00Z,ANALYSIS,,,,500,\n"
                        + "ok,ada,2026-11-03T09:00:00Z,ANALYSIS,,,,501,\n"
                        + "used,ada,2026-11-03T09:00:00Z,ANALYSIS,,,,9,\n"
                        + "r1,eve,2026-11-03T09:00:00Z,ANALYSIS,,,,1,\n"
                        + "r2,ada,2026-11-03T09:00:00Z,DANCE,,,,1,\n"
                        + "r3,ada,2026-11-03T09:00:00Z,chat,large,5,5,,\n"
                        + "r4,ada,2026-11-15T10:05:01Z,ANALYSIS,,,,1,\n"
                        + "r5,ada,2026-10-19T23:59:59Z,ANALYSIS,,,,1,\n"
                        + "r6,ada,2026-11-03T09:00:00Z,chat,small,-5,5,,\n"
                        + "r7,ada,2026-11-03T09:00:00Z,chat,small,9223372036854775808,5,,\n"
                        + "r8,ada,2026-11-03T09:00:00Z,chat,small,,,,\n"
                        + "r9,ada,yesterday,ANALYSIS,,,,1,\n"
                        + "s1,ben,2026-11-03T09:00:00Z,ANALYSIS,,,,50000,\n"
                        + "s2,ada,2026-11-03T09:00:00Z,chat,small,1,1,,\n"
                        + "s3,ada,2026-11-03T09:00:00Z,ANALYSIS,,,,0,\n");
        JsonNode run = usage(3, "run", file);
        assertThat(run.path("counts").toString())
                .isEqualTo("{\"read\":16,\"written\":1,\"skipped\":1,\"rejected\":14}");
        assertThat(reasons(run))
                .containsExactly(
                        "4 request_id key-conflict: stands already on line 2, with other content",
                        "5 request_id key-conflict: key 'used' was used before with other content",
                        "6 user_id unknown-user: unknown user 'eve'",
                        "7 action unknown-action: action 'DANCE' has no price at 2026-11-03T09:00:00Z",
                        "8 model no-price: model 'large' has no provider price at 2026-11-03T09:00:00Z",
                        "9 occurred_at event-in-future: occurred_at 2026-11-15T10:05:01Z is more than 5 minutes ahead of 2026-11-15T10:00:00Z",
                        "10 occurred_at before-seam: user 'ada': 2026-10-19T23:59:59Z lies before the seam at 2026-10-20T00:00:00Z, so it is the legacy system's",
                        "11 input_tokens malformed-value: '-5' is negative",
                        "12 input_tokens malformed-value: '9223372036854775808' is more than 9223372036854775807, the most that can be kept",
                        "13  bad-amount: a request to model 'small' without tokens cannot be priced",
                        "14 occurred_at malformed-value: 'yesterday' is no instant; write it as 2026-11-01T09:30:00Z",
                        "15  insufficient: costs 1,000 credits, and 100 can be spent",
                        "16  insufficient: costs 0.05 credits, and 0 can be spent",
                        "17  bad-amount: request 's3': quantity 0 must be positive");
        assertThat(desk.brokenInvariants()).isEmpty();
    }

    @Test
    void a_plan_and_a_dry_run_change_nothing_and_foresee_what_the_run_does() {
        Path file = desk.file(
                "usage.csv",
                HEADER + "a,ada,2026-11-03T09:00:00Z,ANALYSIS,,,,500,\nb,ada,2026-11-03T09:00:00Z,x,,,,5,\n");
        Path plan = folder.resolve("plan.json");
        JsonNode planned = desk.bursar("usage", "plan", file.toString(), "--out", plan.toString(), "-o", "json")
                .json();
        assertThat(planned.path("status").stringValue()).isEqualTo("PLANNED");
        usage(3, "run", file, "--dry-run");
        assertThat(desk.count("usage_event")).isZero();
        assertThat(desk.count("rejected_usage")).isZero();
        CommandLineRun run = desk.bursar("usage", "run", "--plan", plan.toString(), "-o", "json");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.json().path("totals")).isEqualTo(planned.path("totals"));
        assertThat(run.json().path("counts")).isEqualTo(planned.path("counts"));
        CommandLineRun beside = desk.bursar("usage", "run", file.toString(), "--plan", plan.toString());
        assertThat(beside.exit()).isEqualTo(2);
        assertThat(beside.stderr()).contains("FILE|table:NAME may not be given beside it");
    }

    @Test
    void a_switch_or_a_freezing_governs_whatever_is_charged_from_then_on() {
        Path file = desk.file("usage.csv", HEADER + "a,ada,2026-11-03T09:00:00Z,ANALYSIS,,,,500,\n");
        assertThat(desk.bursar("flags", "set", "billing_charging_enabled", "false", "--reason", "test")
                        .exit())
                .isZero();
        assertThat(desk.bursar("usage", "plan", file.toString()).stdout())
                .contains(
                        "Charging was switched off for events that it counts as off: they are recorded and settled, and no other run charges them.");
        JsonNode off = usage(0, "run", file);
        assertThat(off.path("totals").path("offMillicredits").longValue()).isEqualTo(7_000);
        assertThat(off.path("totals").path("chargedMillicredits").longValue()).isZero();
        assertThat(desk.bursar("freeze", "ada", "--reason", "fraud").exit()).isZero();
        Path second = desk.file("second.csv", HEADER + "b,ada,2026-11-03T09:00:00Z,ANALYSIS,,,,500,\n");
        assertThat(reasons(usage(3, "run", second))).containsExactly("2 user_id frozen: the user is frozen: fraud");
    }

    @Test
    void events_in_a_table_are_charged_as_those_of_a_file_are() {
        desk.database().client().sql("""
                        CREATE TABLE events AS
                        SELECT 't' || n AS request_id, 'ada' AS user_id, timestamptz '2026-11-03T09:00:00Z' + n * interval '1 hour' AS occurred_at, 'ANALYSIS' AS action,
                               NULL::text AS model, NULL::bigint AS input_tokens, NULL::bigint AS output_tokens, 500 AS quantity, 1 AS items
                        FROM generate_series(1, 20) AS n
                        """).update();
        CommandLineRun run = desk.bursar("usage", "run", "table:events", "-o", "json");
        assertThat(run.exit()).as(run.stderr()).isZero();
        assertThat(run.json().path("totals").path("chargedMillicredits").longValue())
                .isEqualTo(140_000);
        assertThat(desk.bursar("usage", "run", "table:nothing").stderr())
                .contains("there is no table or view \"nothing\" that this login can read");
        assertThat(desk.bursar("usage", "run", "table:a b").exit()).isEqualTo(2);
    }

    @Test
    void a_table_is_charged_as_it_was_when_the_run_was_asked_for_or_not_at_all() {
        desk.database().client().sql("""
                        CREATE TABLE events AS
                        SELECT 'a' AS request_id, 'ada' AS user_id, '2026-11-03T09:00:00Z' AS occurred_at, 'ANALYSIS' AS action, 'of no interest' AS note,
                               '' AS model, 0 AS input_tokens, 0 AS output_tokens, 500 AS quantity
                        """).update();
        usage(0, "run", Path.of("table:events"));
        desk.database().client().sql("UPDATE run SET status = 'FAILED'").update();
        desk.database().client().sql("DELETE FROM usage_run").update(); // as if it had died before it read the table
        desk.database().client().sql("UPDATE events SET quantity = 501").update();
        CommandLineRun changed = desk.bursar("runs", "restart", "1");
        assertThat(changed.exit()).isEqualTo(4);
        assertThat(changed.stderr())
                .startsWith("bursar: table:events has changed since this run was asked for; nothing was charged\n");
        assertThat(desk.count("usage_event")).isEqualTo(1);
    }

    @Test
    void a_file_that_is_broken_as_a_whole_is_refused_and_charges_nothing() {
        for (String text : List.of(
                "request_id,user_id\n",
                HEADER + "a,\"ada,2026-11-03T09:00:00Z,ANALYSIS,,,,500,\n",
                HEADER + "a,ada\0,2026-11-03T09:00:00Z,ANALYSIS,,,,500,\n",
                HEADER + "a," + "x".repeat(1 << 20) + ",2026-11-03T09:00:00Z,ANALYSIS,,,,500,\n")) {
            CommandLineRun run =
                    desk.bursar("usage", "run", desk.file("broken.csv", text).toString());
            assertThat(run.exit()).as(run.stderr()).isEqualTo(2);
        }
        assertThat(desk.bursar("usage", "run", "absent.csv").exit()).isEqualTo(2);
        assertThat(desk.bursar("usage", "run").stderr()).contains("the events are missing");
        assertThat(desk.count("usage_event")).isZero();
    }

    @Test
    void byte_order_mark_and_other_line_ends_are_read() {
        byte[] bytes = ("\uFEFF"
                        + (HEADER
                                        + "a,ada,2026-11-03T09:00:00Z,ANALYSIS,,,,500,\nb,ada,2026-11-03T09:00:00Z,ANALYSIS,,,,500,\n")
                                .replace("\n", "\r\n"))
                .getBytes(StandardCharsets.UTF_8);
        assertThat(usage(0, "run", desk.file("dos.csv", bytes))
                        .path("counts")
                        .path("written")
                        .longValue())
                .isEqualTo(2);
    }

    private JsonNode usage(int exit, String verb, Path file, String... more) {
        List<String> arguments = new ArrayList<>(List.of("usage", verb, file.toString(), "-o", "json"));
        arguments.addAll(List.of(more));
        CommandLineRun run = desk.bursar(arguments.toArray(String[]::new));
        assertThat(run.exit()).as(run.stdout() + run.stderr()).isEqualTo(exit);
        return run.json();
    }

    /** Line, column and reason of each reject. */
    private static List<String> reasons(JsonNode run) {
        Path file = Path.of(run.path("files").get(0).stringValue());
        try (var parser = CSVParser.parse(file, StandardCharsets.UTF_8, CSVFormat.RFC4180)) {
            return parser.getRecords().stream()
                    .skip(1)
                    .map(row -> row.get(0) + " " + row.get(1) + " " + row.get(2))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
