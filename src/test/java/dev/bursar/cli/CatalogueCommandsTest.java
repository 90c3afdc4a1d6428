package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.config.Setting;
import dev.bursar.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code bursar catalogue} on 15 November 2026 at noon. */
class CatalogueCommandsTest {
    private static final String CHEAP = """
            credit-types:
              - {code: coins, granularity: 1000}
            plans: []
            packages: []
            prices:
              - {action: go, credit-type: coins, credits: 1, per: 1, minimum: 0}
            """;

    private static final String DEAR =
            CHEAP.replace("credits: 1", "credits: 9").replace("plans: []", "plans:\n  - {code: pro}");

    @AutoClose
    private final TestDatabase database = TestDatabase.migrated();

    @TempDir
    Path folder;

    @Test
    void the_default_catalogue_comes_with_db_migrate_and_shows_as_it_can_be_applied_again() throws IOException {
        assertThat(run("db", "migrate").exit()).isZero();
        CommandLineRun shown = run("catalogue", "show");
        assertThat(shown.exit()).isZero();
        assertThat(shown.stdout()).startsWith("credit-types:\n  - {code: analysis, granularity: 1000}\n");
        CommandLineRun again = run("catalogue", "apply", file(shown.stdout()));
        assertThat(again.exit()).isZero();
        assertThat(again.stdout()).isEqualTo("Nothing to do: version 1, from the beginning of time, says the same.\n");
        assertThat(run("db", "migrate", "-o", "json")
                        .json()
                        .get("defaultCatalogueLoaded")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void the_reason_is_kept_with_the_version() throws IOException {
        run("catalogue", "apply", file(CHEAP));
        assertThat(run("catalogue", "apply", file(DEAR), "--reason", "prices of 2027")
                        .exit())
                .isZero();
        JsonNode versions = run("catalogue", "versions", "-o", "json").json();
        assertThat(versions.get(0).path("reason").isNull()).isTrue();
        assertThat(versions.get(1).path("reason").stringValue()).isEqualTo("prices of 2027");
    }

    @Test
    void applying_says_what_changed() throws IOException {
        run("catalogue", "apply", file(CHEAP));
        assertThat(run("catalogue", "apply", file(DEAR), "--dry-run").stdout()).isEqualTo("""
                        Would apply from the beginning of time; version 1 was in force then.
                        + plans[pro]: multiplier: 1, missed-periods: grant-each
                        ~ prices[go] credits: 1 -> 9
                        """);
        CommandLineRun applied = run("catalogue", "apply", file(DEAR), "-o", "json");
        assertThat(applied.exit()).isZero();
        assertThat(applied.json().get("changed").asBoolean()).isTrue();
        assertThat(applied.json().get("appliesFrom").isNull()).isTrue();
        assertThat(applied.json().get("differences").get(1).toString())
                .isEqualTo(
                        "{\"change\":\"changed\",\"item\":\"prices[go]\",\"field\":\"credits\",\"before\":\"1\",\"after\":\"9\"}");
    }

    @Test
    void a_wrong_file_is_refused_with_line_and_field_and_nothing_is_applied() throws IOException {
        CommandLineRun refused =
                run("catalogue", "apply", file(CHEAP.replace("credits: 1", "credits: -1")), "-o", "json");
        assertThat(refused.exit()).isEqualTo(2);
        JsonNode error = refused.json().get("error");
        assertThat(error.get("code").asString()).isEqualTo("invalid-catalogue");
        assertThat(error.get("message").asString())
                .endsWith(", line 6: prices[go].credits must not be negative, but is -1");
        assertThat(run("catalogue", "versions", "-o", "json").stdout()).isEqualTo("[]\n");
        assertThat(run("catalogue", "apply", folder.resolve("none.yaml").toString())
                        .exit())
                .isEqualTo(2);
        assertThat(run("catalogue", "apply").exit()).isEqualTo(2);
    }

    @Test
    void a_date_before_something_granted_is_refused_and_a_later_one_taken() throws IOException {
        run("catalogue", "apply", file(CHEAP));
        grantOnThe10th();
        CommandLineRun refused = run("catalogue", "apply", file(DEAR), "--effective-from", "2026-11-10");
        assertThat(refused.exit()).isEqualTo(4);
        assertThat(refused.stderr()).contains("2026-11-10T08:30:00Z").contains("--effective-from 2026-11-11 or later");
        CommandLineRun taken = run("catalogue", "apply", file(DEAR), "--effective-from", "2026-12-01", "-o", "json");
        assertThat(taken.exit()).isZero();
        assertThat(taken.json().get("appliesFrom").asString()).isEqualTo("2026-12-01T00:00:00Z");
        assertThat(run("catalogue", "show").stdout()).contains("credits: 1,");
        assertThat(run("catalogue", "show", "--at", "2026-12-01").stdout()).contains("credits: 9,");
        assertThat(run("catalogue", "versions", "-o", "json").json().findValuesAsString("state"))
                .containsExactly("in force", "to come");
    }

    @Test
    void a_malformed_date_is_refused() throws IOException {
        for (String date : new String[] {"2026-13-01", "yesterday", "2026-11-01T00:00:00", "+20000-01-01"}) {
            CommandLineRun refused = run("catalogue", "apply", file(CHEAP), "--effective-from", date);
            assertThat(refused.exit()).isEqualTo(2);
            assertThat(refused.stderr()).contains("'" + date + "' is neither a date");
        }
    }

    @Test
    void a_file_is_compared_with_what_is_in_force() throws IOException {
        run("catalogue", "apply", file(CHEAP));
        CommandLineRun same = run("catalogue", "diff", file(CHEAP));
        assertThat(same.exit()).isZero();
        assertThat(same.stdout()).endsWith("test.yaml says what version 1 says: no differences.\n");
        assertThat(run("catalogue", "diff", file(CHEAP), "-o", "json").stdout()).isEqualTo("[]\n");
        CommandLineRun different = run("catalogue", "diff", file(DEAR), "-o", "csv");
        assertThat(different.exit()).isZero();
        assertThat(different.stdout().lines())
                .containsExactly(
                        "change,item,field,before,after",
                        "added,plans[pro],,,\"multiplier: 1, missed-periods: grant-each\"",
                        "changed,prices[go],credits,1,9");
    }

    @Test
    void fields_are_shown_to_programs() throws IOException {
        run("catalogue", "apply", file(CHEAP));
        assertThat(run("catalogue", "show", "-o", "json").json().get(1).toString())
                .isEqualTo("{\"item\":\"prices[go]\",\"field\":\"credit-type\",\"value\":\"coins\"}");
    }

    @Test
    void without_any_catalogue_there_is_nothing_to_show() {
        CommandLineRun shown = run("catalogue", "show");
        assertThat(shown.exit()).isEqualTo(2);
        assertThat(shown.stderr()).contains("no catalogue is in force at 2026-11-15T12:00:00Z");
    }

    private CommandLineRun run(String... arguments) {
        return CommandLineRun.on(database, Map.of(Setting.BURSAR_CLOCK, "2026-11-15T12:00:00Z"), arguments);
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("test.yaml"), text).toString();
    }

    private void grantOnThe10th() {
        database.client()
                .sql("INSERT INTO customer (user_id, created_at) VALUES ('ada', '2026-01-01Z')")
                .update();
        try (var host = database.open(Map.of(Setting.BURSAR_CLOCK, "2026-11-10T08:30:00Z"))) {
            host.client()
                    .sql("SELECT grant_credits('ada', 'coins', 1000, NULL, 'gift', 'a test')")
                    .query()
                    .singleRow();
        }
    }
}
