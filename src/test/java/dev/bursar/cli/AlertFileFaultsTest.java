package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each kind of fault in an alert file, one change of a good one at a time. */
class AlertFileFaultsTest {
    private static final String GOOD = """
            source: billing
            default-rules: dropped
            sinks:
              - name: oncall
                kind: pagerduty
                severities: [page, critical]
                key-env: ROUTING_KEY
              - name: chat
                kind: slack
                severities: [warning]
                url-env: CHAT_URL
              - {name: log, kind: log, severities: [info]}
            rules:
              - name: errors
                severity: page
                sql: SELECT count(*) FROM run
                threshold: {above: 5}
                for: 1m
                window: 10m
                every: 30s
                summary: "{{value}} errors"
                runbook: runbooks/stuck-run.md
              - name: slow
                severity: warning
                metric: slow-queries
                threshold: {at-least: 1}
                summary: slow
              - name: later
                severity: info
                off-because: not yet
                threshold: {below: 1}
                summary: later
            """;
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "ROUTING_KEY",
            "s3cret-key",
            "CHAT_URL",
            "https://hooks.example/s3cret",
            "PLAIN_URL",
            "http://chat.example/s3cret",
            "BROKEN_URL",
            "s3cret",
            "EMPTY",
            " ");

    @TempDir
    Path folder;

    @Test
    void the_files_in_force_and_at_hand_are_well() throws IOException {
        CommandLineRun own = check(GOOD);
        assertThat(own.exit()).as(own.stderr()).isZero();
        assertThat(own.stdout())
                .isEqualTo(folder.resolve("alerts.yaml")
                        + " is well: 2 rules, 1 more that are off; told are oncall, chat, log.\n");
        CommandLineRun packaged = CommandLineRun.with(Map.of(), "alerts", "check", "-o", "json");
        assertThat(packaged.json().path("file").asString()).isEqualTo("alerts/default.yaml");
        assertThat(packaged.json().path("sinks").toString()).isEqualTo("[\"log\"]");
    }

    @Test
    void rules_are_bursars_and_the_files_own_unless_it_drops_them() throws IOException {
        long all = CommandLineRun.with(Map.of(), "alerts", "check", "-o", "json")
                .json()
                .path("rules")
                .asLong();
        Path file = write(
                "rules:\n  - {name: slow-queries, severity: info, off-because: known, threshold: {above: 0}, summary: s}\n");
        assertThat(CommandLineRun.with(Map.of("BURSAR_ALERTS", file.toString()), "alerts", "check", "-o", "json")
                        .json()
                        .path("rules")
                        .asLong())
                .isEqualTo(all - 1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            source: billing           | source: a b               | source must be up to 64 letters, digits and . _ : - beginning with a letter or digit, but is a b
            default-rules: dropped    | default-rules: no         | default-rules must be kept or dropped, but is no
            sinks:\\n                 | sink:\\n                  | sink is unknown; did you mean sinks?
            kind: pagerduty           | kind: pager               | sinks[oncall].kind must be log or webhook or slack or pagerduty, but is pager
            name: chat                | name: oncall              | sinks[oncall].name is given twice; oncall stands in line 4 already
            key-env: ROUTING_KEY      | key: abc                  | sinks[oncall].key must not stand in the file: a key is a secret; name where it stands with key-env or key-file
            url-env: CHAT_URL         | url: https://x.example    | sinks[chat].url must not stand in the file: an address with a token in it is a secret; name where it stands with url-env or url-file
            url-env: CHAT_URL         | url-env: NOT_SET          | sinks[chat].url-env names NOT_SET, which is not set
            url-env: CHAT_URL         | url-env: EMPTY            | sinks[chat].url-env names EMPTY, which is not set
            url-env: CHAT_URL         | url-env: PLAIN_URL        | sinks[chat].url-env names PLAIN_URL, whose value is a plain http:// address of another machine; it must begin with https://
            url-env: CHAT_URL         | url-env: BROKEN_URL       | sinks[chat].url-env names BROKEN_URL, whose value is no address that begins with https://
            url-env: CHAT_URL         | url-env: a-b              | sinks[chat].url-env must be the name of an environment variable, but is a-b
            url-env: CHAT_URL         | url-file: /no/such/file   | sinks[chat].url-file names /no/such/file, which is empty or cannot be read
            url-env: CHAT_URL         | key-env: ROUTING_KEY      | sinks[chat].key-env is not taken by slack
            severities: [page, critical]\\n    key-env: ROUTING_KEY | severities: [page] | sinks[oncall].key-env is missing, and so is key-file: pagerduty needs one
            key-env: ROUTING_KEY      | {key-env: ROUTING_KEY}    | invalid YAML
            key-env: ROUTING_KEY      | key-env: ROUTING_KEY\\n    key-file: k | sinks[oncall].key-file is one place too many: key-env is given already
            [page, critical]          | []                        | sinks[oncall].severities must be a list, such as [page, critical]
            [page, critical]          | page                      | sinks[oncall].severities must be a list, such as [page, critical]
            [page, critical]          | [pager]                   | sinks[oncall].severities 'pager' is no severity; did you mean page?
            severity: page            | severity: loud            | rules[errors].severity must be page or critical or warning or business or info, but is loud
            severity: page\\n         | \\n                       | rules[errors].severity is missing
            name: slow                | name: errors              | rules[errors].name is given twice; errors stands in line 14 already
            name: slow                | name: s l o w             | rules[#2].name must be up to 64 letters, digits and . _ : - beginning with a letter or digit, but is s l o w
            metric: slow-queries      | metric: slow-querys       | rules[slow].metric slow-querys is no metric; did you mean slow-queries?
            metric: slow-queries      | metric: slow-queries\\n    sql: SELECT 1 | rules[slow].sql is one figure too many: the rule has a metric already
            metric: slow-queries\\n   | \\n                       | rules[slow].metric is missing, and so is sql: the rule needs a figure
            sql: SELECT count(*) FROM run | sql: DELETE FROM run  | rules[errors].sql must be one query, beginning with SELECT, WITH, TABLE or VALUES, but is DELETE FROM run
            threshold: {above: 5}     | threshold: 5              | rules[errors].threshold must be a mapping with the keys above, at-least, below, at-most
            threshold: {above: 5}     | threshold: {}             | rules[errors].threshold must have one of above, at-least, below, at-most
            threshold: {above: 5}     | threshold: {above: 5, below: 6} | rules[errors].threshold must have one of above, at-least, below, at-most
            threshold: {above: 5}     | threshold: {above: 5 %}   | rules[errors].threshold.above must be a plain number, such as 10 or 0.5, but is 5 %
            threshold: {above: 5}\\n  | \\n                       | rules[errors].threshold is missing
            for: 1m                   | for: 1 minute             | rules[errors].for must be a length of time, such as 90s, 5m, 1h or 28d (at most 99999 of them), but is 1 minute
            window: 10m               | window: 0s                | rules[errors].window must be longer than nothing
            every: 30s                | every: -1s                | rules[errors].every must be a length of time, such as 90s, 5m, 1h or 28d (at most 99999 of them), but is -1s
            "{{value}} errors"        | "{{values}} errors"        | rules[errors].summary has {{values}}, which is no value of a rule; did you mean value?
            summary: slow             | text: slow                | rules[slow].text is unknown;
            summary: slow             | off-because: no           | rules[slow].summary is missing
            runbook: runbooks/stuck-run.md | runbook: ../passwd   | rules[errors].runbook must be a file such as runbooks/stuck-run.md, or an https address, but is ../passwd
            off-because: not yet      | off-because: [a]          | rules[later].off-because must say in a few words why the rule is off
            """)
    void what_is_wrong_is_said_with_line_and_field(String good, String bad, String complaint) throws IOException {
        String from = good.replace("\\n", "\n");
        assertThat(GOOD).contains(from);
        int at = GOOD.indexOf(from);
        String text = GOOD.substring(0, at) + bad.replace("\\n", "\n") + GOOD.substring(at + from.length());
        CommandLineRun run = check(text);
        assertThat(run.exit()).as(run.stderr()).isEqualTo(2);
        assertThat(run.stdout()).isEmpty();
        assertThat(run.stderr())
                .contains(complaint)
                .containsPattern("line \\d+")
                .doesNotContain("s3cret");
    }

    @Test
    void the_line_is_that_of_the_fault() throws IOException {
        assertThat(check(GOOD.replace("for: 1m", "for: soon")).stderr())
                .isEqualTo(
                        "bursar: " + folder.resolve("alerts.yaml")
                                + ", line 18: rules[errors].for must be a length of time, such as 90s, 5m, 1h or 28d (at most 99999"
                                + " of them), but is soon\n  Mend the file and check it again with 'bursar alerts check FILE'.\n");
    }

    @Test
    void a_file_that_is_not_there_or_empty_is_refused() throws IOException {
        CommandLineRun absent = CommandLineRun.with(Map.of("BURSAR_ALERTS", "/no/such.yaml"), "alerts", "check");
        assertThat(absent.exit()).isEqualTo(2);
        assertThat(absent.stderr())
                .isEqualTo("bursar: there is no file /no/such.yaml\n  Give the path of a rule list in YAML.\n");
        assertThat(check("").stderr())
                .contains("line 1, column 1: the file is empty; a rule list has at least sinks or rules");
    }

    private CommandLineRun check(String text) throws IOException {
        return CommandLineRun.with(ENVIRONMENT, "alerts", "check", write(text).toString());
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("alerts.yaml"), text);
    }
}
