package dev.bursar.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.alerts.AlertWatch.Evaluated;
import dev.bursar.config.Setting;
import dev.bursar.database.EachVersion;
import dev.bursar.database.TestDatabase;
import dev.bursar.database.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules that come with bursar: each can be evaluated, fires when it should, and says what to do. */
class DefaultRulesTest {
    @ParameterizedTest
    @EachVersion
    void on_a_quiet_database_every_rule_is_evaluated_and_none_fires(TestServer server) {
        try (TestDatabase test = TestDatabase.migrated(server)) {
            long on = AlertFile.packaged().rules().stream()
                    .filter(rule -> rule.inForce().isPresent())
                    .count();
            assertThat(evaluate(test)).isEqualTo(new Evaluated(true, (int) on, 0));
            assertThat(firing(test)).isEmpty();
        }
    }

    /** The thresholds of reference/operations.md, and that a rule is off only for a figure that the host has or that is to come. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            error-rate              | critical | above 0.05        | 5m  | host
            transaction-latency     | warning  | above 1000        | 1m  | host
            balance-update-failures | critical | above 0.01        | 1h  | host
            consumption-failures    | warning  | above 0.01        | 5m  | host
            api-errors              | critical | above 0.005       | 1m  | part 4
            stripe-event-failures   | critical | above 0.01        | 10m | part 4
            stripe-event-failing    | page     | above 0 for 5m    | 5m  | part 4
            slow-queries            | warning  | above 0 for 1m    | 5m  |
            insufficient-credits    | warning  | above 10          | 1h  | host
            billing-errors          | critical | above 0.001       | 1h  | part 4
            reconciliation-variance | page     | above 0.001       | 1d  | part 4
            legacy-variance         | critical | above 0.05        | 1d  |
            shadow-variance         | critical | above 0.0001      | 1d  |
            negative-margin         | business | below 0           | 1d  | part 5
            outstanding-liability   | business | above 50000       | 5m  |
            refund-rate             | business | above 2           | 1d  |
            new-model-costs         | business | above 100         | 1d  | part 5
            """)
    void the_thresholds_of_the_three_products_are_there(
            String name, String severity, String condition, String window, String off) {
        Rule rule = AlertFile.packaged().rules().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        assertThat(List.of(rule.severity().word(), rule.condition(), Span.shown(rule.window())))
                .containsExactly(severity, condition, window);
        assertThat(rule.offBecause() == null ? "" : rule.offBecause()).contains(off == null ? "" : off);
        assertThat(rule.offBecause() == null).isEqualTo(off == null);
    }

    @Test
    void every_metric_has_its_rule() {
        List<String> watched = AlertFile.packaged().rules().stream()
                .flatMap(rule -> Optional.ofNullable(rule.figure()).stream())
                .map(Figure::origin)
                .toList();
        assertThat(watched)
                .containsExactlyInAnyOrderElementsOf(
                        Metric.words().stream().map(word -> "metric " + word).toList());
    }

    @Test
    void every_rule_links_a_section_of_a_runbook_that_exists() throws IOException {
        for (Rule rule : AlertFile.packaged().rules()) {
            assertThat(rule.runbook()).as(rule.name()).isEqualTo("runbooks/alerts.md#" + rule.name());
            String section = section(rule.name());
            assertThat(section)
                    .as(rule.name())
                    .contains("**Meaning.**", "**Impact.**", "**Diagnosis.**", "**Mitigation.**");
        }
    }

    @Test
    void every_runbook_that_a_section_names_exists() throws IOException {
        List<String> named = Pattern.compile("\\]\\(([a-z-]+\\.md)\\)")
                .matcher(Files.readString(Path.of("runbooks/alerts.md")))
                .results()
                .map(link -> link.group(1))
                .distinct()
                .toList();
        assertThat(named)
                .contains("stuck-run.md", "missed-schedule.md", "balance-discrepancy.md", "rollback-to-legacy.md")
                .allSatisfy(name -> assertThat(Path.of("runbooks", name)).exists());
    }

    private static String section(String name) throws IOException {
        return Arrays.stream(Files.readString(Path.of("runbooks/alerts.md")).split("(?m)^## "))
                .filter(text -> text.startsWith(name + "\n"))
                .findFirst()
                .orElse("");
    }

    /** Each rule over rows that are as they would be then, at the threshold's other side. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ALTER TABLE entry DISABLE TRIGGER entry_never_changes | page rule:history-unprotected:entry: the trigger that protects the history in entry is off or missing
            INSERT INTO finding (kind, account_id, place, evidence, first_seen_at, last_seen_at, first_run_id, last_run_id, status_since, status_by, status_reason) SELECT 'I3', n, '', '{}', now(), now(), 1, 1, now(), 'ada', 'seen' FROM generate_series(1, 3) AS n | page rule:books-disagree:I3 (balance-and-lots): 3 findings of I3 (balance-and-lots) are open: the books do not agree
            INSERT INTO run (job, business_for, status, parameters, actor, host, process_id) VALUES ('allocation', '2026-11-01', 'FAILED', '{}', 'ada', 'h', 1), ('allocation', '2026-11-02', 'FAILED', '{}', 'ada', 'h', 1) | critical rule:run-failed:allocation: 2 runs of allocation failed within 7d and were not repeated
            INSERT INTO run (job, business_for, status, parameters, actor, host, process_id, heartbeat_at) VALUES ('allocation', '2026-11-01', 'RUNNING', '{}', 'ada', 'h', 1, date_trunc('second', clock_timestamp()) - interval '99 seconds') | critical rule:run-dead:run 1 (allocation for 2026-11-01): the process of run 1 (allocation for 2026-11-01) has said nothing for
            INSERT INTO schedule (job, watermark_at, manifest_sha256, bursar_version, manifest_seen_at) VALUES ('allocation', now(), '', '', clock_timestamp() - interval '1 hour') | page rule:schedules-unattended: nobody has looked at the schedules for 36
            INSERT INTO node (id, host, process_id, version, manifests, ended_at, lost) VALUES ('n1', 'lovelace', 1, '', '{}', clock_timestamp() - interval '59 minutes', true) | warning rule:node-lost:lovelace: 1 nodes of lovelace were lost within 1h
            WITH a AS (INSERT INTO alert (key, severity, summary, has_news) VALUES ('k', 'info', 's', false) RETURNING id) INSERT INTO alert_delivery (alert_id, key, sink, event, state) SELECT id, 'k', 'oncall', 'firing', 'GIVEN_UP' FROM a | critical rule:alert-undelivered:oncall: the sink oncall did not take 1 messages within 1h
            INSERT INTO lot (account_id, source, priority, granted_millicredits, remaining_millicredits, effective_at, net_price_cents, currency) VALUES (1, 'purchase', 50, 300, 100, now(), 15000300, 'usd') | business rule:outstanding-liability:usd: 50001 usd of credits are paid for and not used
            INSERT INTO entry (account_id, amount_millicredits, balance_before_millicredits, balance_after_millicredits, occurred_at, created_at, booked_on, type, actor) SELECT 1, 1, 0, 1, now(), now() - CASE WHEN n > 100 THEN interval '2 days' ELSE interval '1 hour' END, now(), CASE WHEN n <= 30 OR n > 1090 THEN 'refund'::entry_type ELSE 'deduction' END, 'host' FROM generate_series(1, 1100) AS n | business rule:refund-rate: charges are given back 42.429 times as often as usual (within 1d, against the 28 days before)
            INSERT INTO run (job, business_for, status, parameters, actor, host, process_id, outcome) VALUES ('usage', 'a', 'COMPLETED', '{}', 'ada', 'h', 1, '{"refused": {"no-price": 2, "frozen": 9}}'), ('usage', 'b', 'COMPLETED', '{}', 'ada', 'h', 1, '{"refused": {"no-price": 1}}') | warning rule:usage-refused:no-price: 3 usage events were refused as no-price within 7d and are charged to nobody
            INSERT INTO run (job, business_for, status, parameters, actor, host, process_id, outcome) VALUES ('backfill', 'a', 'COMPLETED', '{}', 'ada', 'h', 1, '{"differenceMillicredits": {"shobeis": -1500, "credits": 0}}') | critical rule:backfill-difference:shobeis (run 1): 1.5 credits of shobeis (run 1) are neither in the ledger nor rejected
            INSERT INTO shadow_verdict (run_id, from_at, to_at, scope, verdict, legacy, legacy_sha256, shadow_variance, legacy_variance, differing_rate, rejected_rate, compared, objections, given_at) VALUES (1, now() - interval '1 day', now(), 'all', 'no-go', 'old.csv', 'ab', 0, 0.0512, 0, 0, 9, '{off}', now()) | critical rule:legacy-variance: consumption differs from the legacy system's by 5.12 %
            INSERT INTO shadow_verdict (run_id, from_at, to_at, scope, verdict, legacy, legacy_sha256, shadow_variance, legacy_variance, differing_rate, rejected_rate, compared, objections, given_at) VALUES (1, now() - interval '1 day', now(), 'all', 'no-go', 'old.csv', 'ab', 0.0002, 0.01, 0, 0, 9, '{off}', now()) | critical rule:shadow-variance: what was charged differs from the shadow by 0.02 %
            """)
    void a_rule_fires_when_its_figure_is_beyond_the_threshold(String trouble, String alert) {
        try (TestDatabase test = TestDatabase.migrated()) {
            test.client().sql(trouble).update();
            assertThat(evaluate(test).broken()).isZero();
            assertThat(firing(test).stream().filter(line -> !line.startsWith("info ")))
                    .singleElement()
                    .asString()
                    .startsWith(alert);
        }
    }

    private static Evaluated evaluate(TestDatabase test) {
        return AlertWatch.of(test.database(), test.settings(Map.<Setting, String>of()), Map.of())
                .evaluateAll();
    }

    private static List<String> firing(TestDatabase test) {
        return test.client()
                .sql(
                        "SELECT format('%s %s: %s', severity, key, summary) FROM alert WHERE resolved_at IS NULL ORDER BY key")
                .query(String.class)
                .list();
    }
}
