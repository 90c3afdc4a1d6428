package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.config.Settings;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Schedules, through the command line. The environment has no database and no home: none is needed. */
class ScheduleCommandsTest {
    private static final Map<String, String> NOVEMBER = Map.of("BURSAR_CLOCK", "2026-11-01T00:04:00Z");

    @Test
    void next_firings_of_a_job_are_for_its_days() {
        CommandLineRun run = run("schedule", "next", "allocation", "--count", "2", "-o", "json");
        assertThat(run.exit()).isZero();
        assertThat(run.json().toString())
                .isEqualTo("[{\"at\":\"2026-11-01T00:05:00Z\",\"for\":\"2026-11-01\"},"
                        + "{\"at\":\"2026-11-01T01:05:00Z\",\"for\":\"2026-11-01\"}]");
        assertThat(run.stderr()).isEmpty();
    }

    @Test
    void next_firings_of_an_expression_are_for_the_local_day() {
        CommandLineRun run = run(
                "schedule",
                "next",
                "--cron",
                "30 0 * * *",
                "--zone",
                "Asia/Kolkata",
                "--from",
                "2026-11-01T00:00:00Z",
                "--count",
                "1",
                "-o",
                "json");
        assertThat(run.json().toString()).isEqualTo("[{\"at\":\"2026-11-01T19:00:00Z\",\"for\":\"2026-11-02\"}]");
    }

    @Test
    void a_date_is_its_beginning_in_the_zone() {
        CommandLineRun run = run(
                "schedule",
                "next",
                "--cron",
                "0 0,1 * * *",
                "--zone",
                "Europe/Berlin",
                "--from",
                "2026-11-01",
                "--count",
                "1",
                "-o",
                "csv");
        assertThat(run.stdout().lines()).containsExactly("at,for", "2026-11-01T00:00:00Z,2026-11-01");
    }

    @Test
    void people_read_local_time_and_what_each_firing_is_for() {
        CommandLineRun run = run(
                "schedule",
                "next",
                "--cron",
                "30 2 * * *",
                "--zone",
                "Europe/Berlin",
                "--from",
                "2026-03-28",
                "--count",
                "3");
        assertThat(run.stdout()).isEqualTo("""
                "30 2 * * *" in Europe/Berlin, after 2026-03-27T23:00:00Z:
                  Sat 2026-03-28 02:30:00 +01:00  2026-03-28T01:30:00Z  for 28 March 2026
                  Sun 2026-03-29 03:00:00 +02:00  2026-03-29T01:00:00Z  for 29 March 2026 (clocks go forward past 02:30:00 that day)
                  Mon 2026-03-30 02:30:00 +02:00  2026-03-30T00:30:00Z  for 30 March 2026
                """);
    }

    @Test
    void an_expression_whose_years_are_past_has_no_next_firing() {
        assertThat(run("schedule", "next", "--cron", "0 0 0 1 1 ? 2020", "-o", "json")
                        .stdout())
                .isEqualTo("[]\n");
        assertThat(run("schedule", "next", "--cron", "0 0 0 1 1 ? 2020").stdout())
                .contains("no firing before the year 10000");
    }

    @Test
    void the_list_says_when_each_job_is_due_and_who_says_so() {
        CommandLineRun run = run("schedule", "list", "-o", "json");
        assertThat(run.exit()).isZero();
        assertThat(run.json().get(0).toString())
                .isEqualTo("{\"job\":\"allocation\",\"cron\":\"5 * * * *\",\"zone\":\"UTC\","
                        + "\"source\":\"jobs/allocation/job.yaml\",\"interval\":\"day\","
                        + "\"nextAt\":\"2026-11-01T00:05:00Z\",\"nextFor\":\"2026-11-01\",\"state\":null,\"why\":null,\"run\":null,"
                        + "\"queued\":null,\"lagSeconds\":null,\"watermarkAt\":null}");
        assertThat(run.stderr())
                .isEqualTo(
                        "the embedded server is not running, so how schedules stand is not shown; 'bursar db start' starts it\n");
        assertThat(run("schedule", "list").stdout()).contains("its day").contains("1 November 2026");
    }

    @Test
    void the_environment_replaces_the_schedule_of_allocation() {
        CommandLineRun run = CommandLineRun.with(
                Map.of("BURSAR_CLOCK", "2026-11-01T00:00:00Z", "MONTHLY_REFRESH_CRON", "0 0 1 * *"),
                "schedule",
                "list",
                "-o",
                "json");
        assertThat(run.json().get(0).get("cron").asString()).isEqualTo("0 0 1 * *");
        assertThat(run.json().get(0).get("source").asString()).isEqualTo("MONTHLY_REFRESH_CRON from environment");
        assertThat(run.json().get(0).get("nextAt").asString()).isEqualTo("2026-12-01T00:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"schedule list", "schedule check", "schedule next allocation"})
    void a_malformed_replacement_is_exit_2_and_named(String command) {
        CommandLineRun run = CommandLineRun.with(Map.of("MONTHLY_REFRESH_CRON", "0 0 31 2 *"), command.split(" "));
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.stderr())
                .startsWith("bursar: MONTHLY_REFRESH_CRON: '0 0 31 2 *' can never fire: no date has day of month"
                        + " '31', month '2' and day of week '*'\n");
    }

    @Test
    void the_doctor_shows_schedules_and_finds_one_that_cannot_be_read() {
        assertThat(DoctorSchedules.findings(settings("0 0 1 * *")))
                .containsExactly(
                        DoctorFinding.well(
                                "schedule of allocation",
                                "\"0 0 1 * *\" in UTC, set by MONTHLY_REFRESH_CRON from environment"),
                        DoctorFinding.well(
                                "schedule of reconciliation",
                                "\"10 3 * * *\" in UTC, set by jobs/reconciliation/job.yaml"),
                        DoctorFinding.well("schedule of shadow", "\"40 3 * * *\" in UTC, set by jobs/shadow/job.yaml"));
        assertThat(DoctorSchedules.findings(settings("monthly")))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.state()).isEqualTo(DoctorFinding.State.WRONG);
                    assertThat(finding.found())
                            .isEqualTo(
                                    "MONTHLY_REFRESH_CRON: 'monthly' is no cron expression: it has 1 field, not 5, 6 or 7");
                });
    }

    private static Settings settings(String cron) {
        return Settings.load(Map.of(), Map.of("MONTHLY_REFRESH_CRON", cron), Optional.empty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            next --cron;0 0 31 2 *                       | invalid-cron    | '0 0 31 2 *' can never fire: no date has day of month '31', month '2' and day of week '*'
            next --cron;61 * * * *                       | invalid-cron    | '61 * * * *' is no cron expression: minute '61' is not within 0 to 59
            next --cron;* * *                            | invalid-cron    | '* * *' is no cron expression: it has 3 fields, not 5, 6 or 7
            next --cron;* * * * * --zone;Mars/Olympus    | malformed-value | 'Mars/Olympus' is no time zone
            next --cron;* * * * * --from;yesterday       | malformed-value | --from 'yesterday' is malformed
            next --cron;* * * * * --from;2026-11-01T00:00| malformed-value | --from '2026-11-01T00:00' is malformed
            next --cron;* * * * * --from;1969-12-31      | malformed-value | --from '1969-12-31' is malformed
            next --cron;* * * * * --count;0              | usage           | --count 0 is not within 1 to 10000
            next --cron;* * * * * --count;many           | usage           | Invalid value for option '--count': 'many' is no whole number
            next no-such-job                             | unknown-job     | there is no job 'no-such-job'
            next                                         | usage           | there is neither a job nor an expression to ask about
            check no-such-file.yaml                      | unreadable-file | there is no file no-such-file.yaml
            """)
    void bad_input_is_exit_2(String line, String code, String message) {
        CommandLineRun run = run(arguments("schedule " + line + " -o json"));
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.json().at("/error/code").asString()).isEqualTo(code);
        assertThat(run.json().at("/error/message").asString()).isEqualTo(message);
        assertThat(run.json().at("/error/hint").asString()).isNotBlank();
        assertThat(run.stderr()).startsWith("bursar: " + message + "\n").doesNotContain("\tat ");
    }

    /** An option and its value are written {@code --option;value with spaces}. */
    private static String[] arguments(String line) {
        return Arrays.stream(line.split(" (?=-)"))
                .flatMap(part -> Arrays.stream(part.split(part.contains(";") ? ";" : " ")))
                .toArray(String[]::new);
    }

    private static CommandLineRun run(String... arguments) {
        return CommandLineRun.with(NOVEMBER, arguments);
    }
}
