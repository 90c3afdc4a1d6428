package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each kind of fault in a manifest, one change of the allocation job's own at a time. */
class ManifestFaultsTest {
    @TempDir
    Path folder;

    @Test
    void the_manifests_of_all_jobs_are_well() {
        CommandLineRun run = check();
        assertThat(run.exit()).isZero();
        assertThat(run.stdout()).isEqualTo("""
                jobs/allocation/job.yaml is well: allocation at "5 * * * *" in UTC.
                jobs/reconciliation/job.yaml is well: reconciliation at "10 3 * * *" in UTC.
                jobs/shadow/job.yaml is well: shadow at "40 3 * * *" in UTC.
                """);
        assertThat(CommandLineRun.with(Map.of(), "schedule", "check", "-o", "json")
                        .json()
                        .toString())
                .isEqualTo("[{\"file\":\"jobs/allocation/job.yaml\",\"job\":\"allocation\"},"
                        + "{\"file\":\"jobs/reconciliation/job.yaml\",\"job\":\"reconciliation\"},"
                        + "{\"file\":\"jobs/shadow/job.yaml\",\"job\":\"shadow\"}]");
    }

    @Test
    void a_file_that_is_well_is_said_to_be() throws IOException {
        Path file = manifest("zone: UTC", "zone: Europe/Berlin");
        assertThat(check(file.toString()).stdout())
                .isEqualTo(file + " is well: allocation at \"5 * * * *\" in Europe/Berlin.\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            job: allocation                | job: alocation          | job alocation is no job; did you mean allocation?
            job: allocation                | job: [allocation]       | job must be up to 64 letters, digits and . _ : - beginning with a letter or digit
            job: allocation                | jobs: allocation        | jobs is unknown; did you mean job?
            command: bursar                | command: rm -rf; bursar | command must begin with bursar and have {{interval}} in it, but is rm -rf; bursar allocation run --date {{interval}}
            runbook: runbooks/allocation.md| runbook: ../etc/passwd  | runbook must be a file such as runbooks/allocation.md, but is ../etc/passwd
            "5 * * * *"                    | "0 0 31 2 *"            | schedule.cron '0 0 31 2 *' can never fire: no date has day of month '31', month '2' and day of week '*'
            "5 * * * *"                    | "5 * * *"               | schedule.cron '5 * * *' is no cron expression: it has 4 fields, not 5, 6 or 7
            "5 * * * *"                    | [5]                     | schedule.cron must be a text
            zone: UTC                      | zone: Middle/Earth      | schedule.zone 'Middle/Earth' is no time zone
            MONTHLY_REFRESH_CRON\\n        | DATABASE_URL\\n         | schedule.replaced-by DATABASE_URL is no setting with a schedule; it is one of MONTHLY_REFRESH_CRON
            interval: day                  | interval: fortnight     | interval must be day or month or previous-day or previous-month, but is fortnight
            window-days: 35                | window-days: 0          | catch-up.window-days must be between 1 and 3660, but is 0
            overlap: skip                  | overlap: pile-up        | overlap must be skip or wait, but is pile-up
            gates: []                      | gates: [{job: allocation}] | gates[allocation].job is the manifest's own; a job cannot wait for itself
            run --date                     | run --dates             | command has --dates, which is no option of allocation; did you mean date?
            run --date {{interval}}        | run --date {{interval}} --force-future yes | command has --force-future with a value
            allocation run                 | allocation plan         | command must begin with bursar allocation run --, but is bursar allocation plan --date {{interval}}
            runbooks/allocation.md         | runbooks/nowhere.md     | runbook must be there, but bursar has no runbooks/nowhere.md
            deadline-minutes               | on-failure: explode\\ndeadline-minutes | on-failure must be go-on or pause, but is explode
            gates: []                      | gates: [{job: nobody}]  | gates[nobody].job nobody is no job; it is one of allocation
            gates: []                      | gates: [{job: reconciliation, on: sometimes}] | gates[reconciliation].on must be same or last-day, but is sometimes
            gates: []                      | gates: [{job: reconciliation, must-be: perfect}] | gates[reconciliation].must-be must be completed or clean, but is perfect
            gates: []                      | gates: nothing          | gates must be a list, each item beginning with a dash
            workers: 2                     | workers: two            | workers must be a plain number, such as 10 or 0.5, but is two
            run-failed]                    | bad-luck]               | retries.on 'bad-luck' is no fault; it is one of
            times: 3                       | times: -1               | retries.times must be between 0 and 20, but is -1
            deadline-minutes: 45           | deadline-minutes: 0     | deadline-minutes must be between 1 and 10080, but is 0
            when: stopped                  | when: bored             | alerts[bored].when must be failed or findings or deadline-missed or stopped, but is bored
            severity: warning              | severity: shrug         | alerts[stopped].severity must be page or warning or info, but is shrug
            """)
    void a_fault_is_said_with_line_and_field(String good, String bad, String complaint) throws IOException {
        Path file = manifest(good.replace("\\n", "\n"), bad.replace("\\n", "\n"));
        String before = Files.readString(file).split(Pattern.quote(bad.replace("\\n", "\n")), 2)[0];
        long line = before.lines().count() + (before.endsWith("\n") ? 1 : 0);
        CommandLineRun run = check(file.toString());
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.stdout()).isEmpty();
        assertThat(run.stderr()).contains("line " + line + ": " + complaint);
    }

    @Test
    void what_must_be_there_is_asked_for_all_at_once() throws IOException {
        Path file = Files.writeString(folder.resolve("job.yaml"), "workers: 1\nalerts: [{when: failed}]\n");
        CommandLineRun run = check(file.toString());
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.stderr()).isEqualTo("""
                bursar: %s has 6 faults:
                  line 1: job is missing
                  line 1: schedule is missing
                  line 1: command is missing
                  line 1: runbook is missing
                  line 1: interval is missing
                  line 2: alerts[failed].severity is missing
                  Mend the file and check it again with 'bursar schedule check'.
                """.formatted(file));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                    | , line 1, column 1: the file is empty; a manifest has at least job, schedule and interval
            job: [                | , line 1, column 7: invalid YAML:
            job: a\\n---\\njob: b | , line 2, column 1: a second document begins here; a manifest is one document
            job: &a b             | , line 1, column 6: the anchor &a is not allowed; write each value out
            job: !!str b          | , line 1, column 6: the tag tag:yaml.org,2002:str is not allowed; write the plain value
            - job                 | the file must be a mapping with the keys job, command,
            """)
    void text_that_is_no_manifest_is_refused_with_its_line(String text, String complaint) throws IOException {
        Path file = Files.writeString(folder.resolve("job.yaml"), text.replace("\\n", "\n"));
        CommandLineRun run = check(file.toString());
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.stderr()).contains(complaint);
    }

    @Test
    void what_is_no_text_is_unreadable() throws IOException {
        Path file = Files.write(folder.resolve("job.yaml"), new byte[] {'j', 0});
        assertThat(check(file.toString()).stderr())
                .isEqualTo("bursar: " + file + " is a binary file, not YAML\n  Give the path of a manifest in YAML.\n");
        assertThat(check(folder.toString()).stderr())
                .startsWith("bursar: " + folder + " is a folder, not a manifest file\n");
    }

    private Path manifest(String good, String bad) throws IOException {
        String text = Files.readString(Path.of("jobs/allocation/job.yaml"), StandardCharsets.UTF_8);
        assertThat(text).contains(good);
        int last = text.lastIndexOf(good);
        return Files.writeString(
                folder.resolve("job.yaml"), text.substring(0, last) + bad + text.substring(last + good.length()));
    }

    private static CommandLineRun check(String... file) {
        String[] arguments =
                file.length == 0 ? new String[] {"schedule", "check"} : new String[] {"schedule", "check", file[0]};
        return CommandLineRun.with(Map.of(), arguments);
    }
}
