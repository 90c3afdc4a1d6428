package dev.bursar.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.database.Database;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whose spending stands out: above 5 times the recent average somebody has to look, above 20 times the user is frozen. */
class SpendingReviewTest {
    private static final String CHECK =
            "SELECT format('%s %s %s', accounts, opened, frozen) FROM check_spending('-infinity')";
    private static final String CHECK_RECENT =
            "SELECT format('%s %s %s', accounts, opened, frozen) FROM check_recent_spending()";

    @AutoClose
    final TestLedger ledger = TestLedger.open();

    private int key;

    @BeforeEach
    void ada_has_plenty() {
        ledger.setClock("2026-11-01T12:00:00Z");
        ledger.subscribe("ada", "pro", "2026-11-01");
        ledger.lines("SELECT grant_credits('ada', 'shobeis', 100000000, NULL, 'g', 'plenty')::text");
    }

    @Test
    void six_active_days_are_no_average_and_seven_are() {
        spends(10, "02", "03", "04", "05", "06", "07");
        at("2026-11-09", 1_000);
        assertThat(reviews()).isEmpty();
        at("2026-11-08", 10);
        at("2026-11-09", 1);
        assertThat(reviews()).containsExactly("2026-11-09 1001000 of 70000 in 7 frozen");
    }

    @Test
    void exactly_the_factor_is_within_it() {
        aWeekOf(10);
        at("2026-11-09", 50);
        assertThat(ledger.lines(CHECK)).containsExactly("1 0 0");
        at("2026-11-09", 1);
        assertThat(ledger.lines(CHECK)).containsExactly("1 1 0");
        at("2026-11-09", 149);
        assertThat(ledger.lines(CHECK)).containsExactly("1 0 0");
        assertThat(reviews()).containsExactly("2026-11-09 200000 of 70000 in 7 open");
        at("2026-11-09", 1);
        assertThat(ledger.lines(CHECK)).containsExactly("1 0 1");
        assertThat(reviews()).containsExactly("2026-11-09 201000 of 70000 in 7 frozen");
        assertThat(freezes())
                .containsExactly("bursar froze: charged more than 20 times the recent average in a day (review 1)");
        assertThat(ledger.lines("SELECT consume_credits('ada', 'shobeis', 1, 'test', NULL, '{}')::text"))
                .containsExactly("false");
        ledger.invariantsHold();
    }

    @Test
    void days_before_the_last_14_and_other_credit_types_do_not_count() {
        aWeekOf(10); // 2 to 8 November
        ledger.lines("SELECT grant_credits('ada', 'analysis', 100000, NULL, 'a', 'plenty')::text");
        ledger.setClock("2026-11-16T12:00:00Z");
        assertThat(ledger.consume("ada", "analysis", 100, "other")).isTrue();
        at("2026-11-16", 51);
        assertThat(reviews()).containsExactly("2026-11-16 51000 of 70000 in 7 open");
        at("2026-11-17", 300); // the 2nd has gone out of sight; the 16th has come into it
        assertThat(reviews())
                .containsExactly("2026-11-16 51000 of 70000 in 7 open", "2026-11-17 300000 of 111000 in 7 open");
    }

    @Test
    void late_events_of_yesterday_are_judged_by_their_own_day_and_older_ones_by_none() {
        aWeekOf(10);
        ledger.setClock("2026-11-12T00:10:00Z");
        assertThat(ledger.chargeLate("ada", "l1", "2026-11-10T20:00:00Z")).startsWith("charged");
        spendAt("2026-11-12T00:10:00Z", 51, "2026-11-11T23:59:59Z");
        assertThat(reviews()).hasSize(1).first().asString().startsWith("2026-11-11 51000");
    }

    @Test
    void who_was_thawed_is_frozen_again_only_for_what_was_charged_since() {
        aWeekOf(10);
        at("2026-11-09", 201);
        assertThat(ledger.lines(CHECK)).containsExactly("1 1 1");
        assertThat(ledger.lines("SELECT thaw_customer(customer_of('ada'), 'announced')::text"))
                .containsExactly("true");
        assertThat(ledger.lines(CHECK)).containsExactly("1 0 0");
        assertThat(ledger.lines("SELECT thaw_customer(customer_of('ada'), 'again')::text"))
                .containsExactly("false");
        at("2026-11-09", 50);
        assertThat(ledger.lines(CHECK)).containsExactly("1 0 0");
        at("2026-11-09", 1);
        assertThat(ledger.lines(CHECK)).containsExactly("1 1 0");
        at("2026-11-09", 150);
        assertThat(ledger.lines(CHECK)).containsExactly("1 0 1");
        assertThat(freezes()).hasSize(3);
        assertThat(freezes().get(1)).endsWith(" thawed: announced");
    }

    @Test
    void a_review_that_was_resolved_lets_pass_what_was_charged_by_then() {
        aWeekOf(10);
        at("2026-11-09", 60);
        ledger.lines(CHECK);
        at(
                "2026-11-09",
                100); // not looked at yet: it passes too, since it stands in the ledger that somebody has looked at
        assertThat(ledger.lines("SELECT resolve_review(1, 'fine')::text")).containsExactly("true");
        assertThat(ledger.lines("SELECT resolve_review(1, 'fine')::text")).containsExactly("false");
        assertThat(reviews()).containsExactly("2026-11-09 160000 of 70000 in 7 resolved");
        at("2026-11-09", 51);
        assertThat(reviews())
                .containsExactly("2026-11-09 160000 of 70000 in 7 resolved", "2026-11-09 211000 of 70000 in 7 open");
    }

    @Test
    void factors_are_flags() {
        aWeekOf(10);
        at("2026-11-09", 31);
        ledger.lines("SELECT set_config('bursar.guardrail_review_factor', 'off', false)");
        ledger.lines("SELECT set_config('bursar.guardrail_freeze_factor', '3.1', false)");
        assertThat(ledger.lines(CHECK)).containsExactly("1 0 0");
        ledger.lines("SELECT set_config('bursar.guardrail_freeze_factor', '3', false)");
        assertThat(ledger.lines(CHECK)).containsExactly("1 1 1");
        ledger.lines("SELECT thaw_customer(customer_of('ada'), 'fine')::text");
        ledger.lines("SELECT set_config('bursar.guardrail_freeze_factor', 'off', false)");
        at("2026-11-09", 1_000);
        assertThat(ledger.lines(CHECK)).containsExactly("1 0 0");
    }

    @Test
    void nodes_that_look_at_once_open_one_review_and_freeze_once() throws Exception {
        aWeekOf(10);
        at("2026-11-09", 201);
        CountDownLatch start = new CountDownLatch(1);
        try (var threads = Executors.newFixedThreadPool(3)) {
            List<Future<List<String>>> looks = new ArrayList<>();
            for (String look : List.of(CHECK, CHECK, CHECK_RECENT)) {
                looks.add(threads.submit(() -> {
                    start.await();
                    try (Database other = ledger.database().database().another()) {
                        return other.inTransaction(client -> {
                            client.sql("SELECT set_config('bursar.clock', '2026-11-09T12:00:00Z', true)")
                                    .query()
                                    .singleRow();
                            return client.sql(look).query(String.class).list();
                        });
                    }
                }));
            }
            start.countDown();
            List<String> answers = new ArrayList<>();
            for (Future<List<String>> look : looks) {
                answers.addAll(look.get());
            }
            assertThat(answers).containsExactlyInAnyOrder("1 1 1", "1 0 0", "1 0 0");
        }
        assertThat(reviews()).hasSize(1);
        assertThat(freezes()).hasSize(1);
    }

    @Test
    void a_look_goes_on_from_the_last_one_and_half_a_minute_lies_between() {
        aWeekOf(10);
        at("2026-11-09", 51);
        assertThat(ledger.lines(CHECK_RECENT)).containsExactly("1 1 0");
        assertThat(ledger.lines(CHECK_RECENT)).isEmpty();
        ledger.client()
                .sql("UPDATE spending_look SET looked_at = looked_at - interval '31 seconds'")
                .update();
        assertThat(ledger.lines(CHECK_RECENT)).containsExactly("1 0 0");
        ledger.client()
                .sql(
                        "UPDATE spending_look SET looked_at = clock_timestamp() + interval '1 hour' - interval '31 seconds'")
                .update();
        assertThat(ledger.lines(CHECK_RECENT)).isEmpty(); // of the future: a clock that was set back
    }

    /** Against a second reckoning, for many accounts in one statement. */
    @Test
    void everybody_is_judged_as_the_rule_says() {
        Random random = new Random(21);
        int users = 400;
        ledger.client()
                .sql("INSERT INTO customer (user_id, created_at) SELECT 'u' || i, now() FROM generate_series(1, ?) i")
                .param(users)
                .update();
        ledger.client()
                .sql(
                        "INSERT INTO account (customer_id, credit_type_id) SELECT c.id, t.id FROM customer c, credit_type t"
                                + " WHERE c.user_id ~ '^u' AND t.code = 'shobeis' ORDER BY c.id")
                .update();
        List<String> expected = new ArrayList<>();
        StringBuilder rows = new StringBuilder();
        for (int user = 1; user <= users; user++) {
            long recent = 0;
            int active = 0;
            for (int day = 1; day <= 16; day++) { // 25 October to 9 November; the last is today, the first too old
                long spent = random.nextInt(3) == 0 && day < 16 ? 0 : 1 + random.nextInt(3);
                spent = day == 16 ? spent * random.nextInt(1, 40) : spent;
                if (spent > 0) {
                    rows.append(rows.isEmpty() ? "" : ",")
                            .append("('u")
                            .append(user)
                            .append("', ")
                            .append(day)
                            .append(", ")
                            .append(spent)
                            .append(")");
                }
                if (day > 1 && day < 16 && spent > 0) {
                    recent += spent;
                    active++;
                }
                if (day == 16 && active >= 7) {
                    BigDecimal times = BigDecimal.valueOf(spent * active);
                    boolean review = times.compareTo(BigDecimal.valueOf(5 * recent)) > 0;
                    boolean freeze = times.compareTo(BigDecimal.valueOf(20 * recent)) > 0;
                    if (review) {
                        expected.add("u" + user + (freeze ? " frozen" : " open"));
                    }
                }
            }
        }
        ledger.client().sql("""
                        WITH spent AS (
                            SELECT a.id AS account_id, '2026-10-24T23:59:59Z'::timestamptz + s.day * interval '1 day' AS at, s.amount, s.user_id || '-' || s.day AS key
                            FROM (VALUES %s) AS s (user_id, day, amount) JOIN customer c ON c.user_id = s.user_id JOIN account a ON a.customer_id = c.id
                        ), entries AS (
                            INSERT INTO entry (account_id, amount_millicredits, balance_before_millicredits, balance_after_millicredits, occurred_at, booked_on, type, actor, request_id)
                            SELECT account_id, -amount, amount, 0, at, at::date, 'deduction', 'test', key FROM spent RETURNING id, request_id)
                        INSERT INTO usage_event (request_id, account_id, entry_id, status, action, items, priced_millicredits, charged_millicredits,
                                                 catalogue_version_id, occurred_at, created_at)
                        SELECT s.key, s.account_id, e.id, 'charged', 'test', 1, s.amount, s.amount, 1, s.at, now() FROM spent s JOIN entries e ON e.request_id = s.key
                        """.formatted(rows)).update();
        ledger.setClock("2026-11-09T23:59:59Z");
        ledger.lines(CHECK);
        assertThat(expected).hasSizeGreaterThan(100).anyMatch(line -> line.endsWith("frozen"));
        assertThat(ledger.lines("""
                        SELECT c.user_id || CASE WHEN r.frozen THEN ' frozen' ELSE ' open' END
                        FROM spending_review r JOIN account a ON a.id = r.account_id JOIN customer c ON c.id = a.customer_id
                        """)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(ledger.lines("SELECT user_id || ' frozen' FROM customer WHERE frozen_at IS NOT NULL"))
                .containsExactlyInAnyOrderElementsOf(expected.stream()
                        .filter(line -> line.endsWith("frozen"))
                        .toList());
    }

    private void aWeekOf(int credits) {
        spends(credits, "02", "03", "04", "05", "06", "07", "08");
    }

    private void spends(int credits, String... daysOfNovember) {
        for (String day : daysOfNovember) {
            at("2026-11-" + day, credits);
        }
    }

    private void at(String day, int credits) {
        spendAt(day + "T12:00:00Z", credits, day + "T12:00:00Z");
    }

    private void spendAt(String now, int credits, String occurred) {
        ledger.setClock(now);
        assertThat(ledger.lines(
                        "SELECT consume_credits('ada', 'shobeis', ?, 'test', NULL, jsonb_build_object('occurred_at', ?::text, 'request_id', ?::text))::text",
                        credits,
                        occurred,
                        "s" + key++))
                .containsExactly("true");
    }

    private List<String> reviews() {
        ledger.lines(CHECK);
        return ledger.lines("""
                SELECT format('%s %s of %s in %s %s', day, charged_millicredits, recent_millicredits, active_days,
                              CASE WHEN resolved_at IS NOT NULL THEN 'resolved' WHEN frozen THEN 'frozen' ELSE 'open' END)
                FROM spending_review ORDER BY id
                """);
    }

    private List<String> freezes() {
        return ledger.lines(
                "SELECT actor || CASE WHEN frozen THEN ' froze: ' ELSE ' thawed: ' END || reason FROM freeze_change ORDER BY id");
    }
}
