package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.config.Setting;
import dev.bursar.database.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A switch is thrown, or a user frozen, while a file is charged: what was charged stays, and what follows is answered as single
 * charges would be from then on. Another session holds a key of the first range, of 2,000 events of ada's, so that this range has
 * been decided and nothing of it is booked when the switch is thrown; 300 of her events and 700 of ben's follow.
 */
class UsageMidRunTest {
    private static final int OF_ADA = 2_300;
    private static final int OF_BEN = 700;
    private static final int FIRST_RANGE = 2_000;
    private static final long CHARGED_BEFORE = FIRST_RANGE / 2 * (7_000L + 1_000L);
    private static final long ADAS_REST = (OF_ADA - FIRST_RANGE) / 2 * (7_000L + 1_000L);
    private static final long BENS = OF_BEN / 2 * (10_000L + 1_000L);
    private static final String CHARGED = """
            SELECT concat_ws(' ', user_id, credit_type, type, amount_millicredits, balance_before_millicredits, balance_after_millicredits, request_id, occurred_at, booked_on)
            FROM credit_ledger ORDER BY user_id, credit_type, id
            """;

    @TempDir
    private Path folder;

    @AutoClose
    private Desk desk;

    @AutoClose
    private TestDatabase undisturbed;

    private Path file;

    @BeforeEach
    void ada_and_ben_can_pay_for_everything_in_the_file() {
        desk = new Desk(folder);
        desk.hasSubscriber("ada", "pro", "2026-11-01");
        desk.hasSubscriber("ben", "free", "2026-11-01");
        desk.isAt("2026-11-01T00:00:00Z");
        for (String user : List.of("ada", "ben")) {
            for (String type : List.of("shobeis", "roast")) {
                does("grant " + user + " --credit-type " + type + " --credits 20000 --reason x --key " + user + type);
            }
        }
        desk.isAt("2026-11-15T10:00:00Z");
        undisturbed = desk.database().copy();
        file = desk.file("usage.csv", events());
        assertThat(usage(undisturbed, 0)
                        .path("totals")
                        .path("chargedMillicredits")
                        .longValue())
                .isEqualTo(CHARGED_BEFORE + ADAS_REST + BENS);
    }

    @Test
    void a_kill_switch_spares_what_follows_for_good() throws Exception {
        JsonNode run = runWhile(0, "flags set billing_charging_enabled false --reason incident");
        assertThat(run.path("status").stringValue()).isEqualTo("COMPLETED");
        assertThat(Desk.counts(run)).isEqualTo("3000/3000/0/0");
        assertThat(figure(run, "chargedMillicredits")).isEqualTo(CHARGED_BEFORE);
        assertThat(figure(run, "offMillicredits")).isEqualTo(ADAS_REST + BENS);
        assertThat(desk.sql(CHARGED))
                .isEqualTo(lines(undisturbed).stream()
                        .filter(line -> !line.matches(".* (a2[0-2]|b0).*"))
                        .toList());
        assertThat(single("ANALYSIS", "a9999")).isEqualTo("off");

        does("flags set billing_charging_enabled true --reason over");
        JsonNode again = usage(desk.database(), 0);
        assertThat(Desk.counts(again)).isEqualTo("3000/0/3000/0");
        assertThat(figure(again, "chargedMillicredits")).isZero();
        assertThat(single("ANALYSIS", "a2000"))
                .as("a host that repeats the request is answered the same")
                .isEqualTo("off");
        assertThat(desk.sql(
                        "SELECT concat_ws(' ', status, count(*), sum(charged_millicredits), sum(priced_millicredits)) FROM usage_event"
                                + " WHERE request_id <> 'a9999' GROUP BY status ORDER BY status"))
                .containsExactly(
                        "charged " + FIRST_RANGE + " " + CHARGED_BEFORE + " " + CHARGED_BEFORE,
                        "off 1000 0 " + (ADAS_REST + BENS));
        assertThat(desk.brokenInvariants()).isEmpty();
    }

    @Test
    void a_rollout_that_is_taken_back_says_nothing_of_what_happened_before() throws Exception {
        JsonNode run = runWhile(0, "flags set credits_v2_enabled false --reason back");
        assertThat(Desk.counts(run)).isEqualTo("3000/3000/0/0");
        assertThat(desk.sql(CHARGED)).isEqualTo(lines(undisturbed));
        assertThat(single("roast", "now")).isEqualTo("legacy");
    }

    @Test
    void a_user_who_is_frozen_is_refused_from_there_on_and_charged_once_thawed() throws Exception {
        JsonNode run = runWhile(3, "freeze ada --reason fraud?");
        assertThat(Desk.counts(run)).isEqualTo("3000/2700/0/300");
        assertThat(figure(run, "chargedMillicredits")).isEqualTo(CHARGED_BEFORE + BENS);
        List<String> rejects =
                Files.readAllLines(Path.of(run.path("files").get(0).stringValue()));
        assertThat(rejects).hasSize(1 + OF_ADA - FIRST_RANGE);
        assertThat(rejects.getLast())
                .isEqualTo(
                        "2301,user_id,frozen: the user is frozen: fraud?,a2299,ada,2026-11-02T14:19:00Z,roast,,,,1,");

        does("unfreeze ada --reason thawed");
        JsonNode rest = usage(desk.database(), 0);
        assertThat(Desk.counts(rest)).isEqualTo("3000/300/2700/0");
        assertThat(figure(rest, "chargedMillicredits")).isEqualTo(ADAS_REST);
        assertThat(desk.sql(CHARGED)).isEqualTo(lines(undisturbed));
        assertThat(desk.brokenInvariants()).isEmpty();
    }

    /** Runs the file, and a command while its first range waits for a key. */
    private JsonNode runWhile(int exit, String command) throws Exception {
        try (Connection host = desk.database().database().connect()) {
            host.setAutoCommit(false);
            host.createStatement()
                    .execute("INSERT INTO idempotency_key (key, content, answer) VALUES ('a0000', '', '{}')");
            CompletableFuture<JsonNode> run = CompletableFuture.supplyAsync(() -> usage(desk.database(), exit));
            Instant until = Instant.now().plus(Duration.ofSeconds(60));
            while (desk.sql(
                            "SELECT pid::text FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")
                    .isEmpty()) {
                assertThat(Instant.now()).as("the run waits for the key").isBefore(until);
                TimeUnit.MILLISECONDS.sleep(5);
            }
            does(command);
            assertThat(run).as("the run is in the middle").isNotDone();
            host.rollback();
            return run.get(1, TimeUnit.MINUTES);
        }
    }

    private JsonNode usage(TestDatabase database, int exit) {
        Map<Setting, String> environment =
                Map.of(Setting.BURSAR_HOME, desk.home().toString(), Setting.BURSAR_CLOCK, "2026-11-15T10:00:00Z");
        CommandLineRun run = CommandLineRun.on(database, environment, "usage", "run", file.toString(), "-o", "json");
        assertThat(run.exit()).as(run.stdout() + run.stderr()).isEqualTo(exit);
        return run.json();
    }

    /** What a host is answered that charges once, as it would an event of the file. */
    private String single(String action, String key) {
        return desk.bursar("charge", "ada", "--action", action, "--quantity", "1", "--key", key, "-o", "json")
                .json()
                .path("status")
                .stringValue();
    }

    private void does(String command) {
        CommandLineRun run = desk.bursar(command.split(" "));
        assertThat(run.exit()).as(run.stderr()).isZero();
    }

    private static List<String> lines(TestDatabase database) {
        return database.client().sql(CHARGED).query(String.class).list();
    }

    private static long figure(JsonNode run, String name) {
        return run.path("totals").path(name).longValue();
    }

    /** One a minute, in turn of either kind. */
    private static String events() {
        StringBuilder text =
                new StringBuilder("request_id,user_id,occurred_at,action,model,input_tokens,output_tokens,quantity\n");
        for (int event = 0; event < OF_ADA + OF_BEN; event++) {
            int number = event < OF_ADA ? event : event - OF_ADA;
            text.append("%s%04d,%s,%s,%s,,,,1\n"
                    .formatted(
                            event < OF_ADA ? "a" : "b",
                            number,
                            event < OF_ADA ? "ada" : "ben",
                            Instant.parse("2026-11-01T00:00:00Z").plus(Duration.ofMinutes(number)),
                            number % 2 == 0 ? "ANALYSIS" : "roast"));
        }
        return text.toString();
    }
}
