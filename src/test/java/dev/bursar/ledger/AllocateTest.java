package dev.bursar.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.ledger.model.Wish;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** One range of the allocation job. */
class AllocateTest {
    private static final String ALL = "ARRAY(SELECT id FROM customer ORDER BY id)";

    @AutoClose
    final TestLedger ledger = TestLedger.open();

    @Test
    void a_run_for_a_date_opens_what_begins_by_then_in_each_zone_and_has_begun() {
        ledger.setClock("2026-11-30T23:30:00Z");
        subscribe("auckland", "Pacific/Auckland");
        subscribe("berlin", "Europe/Berlin"); // there it is the 1st of December already
        subscribe("utc", "UTC");
        allocate("2026-11-30");
        for (String user : List.of("auckland", "berlin", "utc")) {
            assertThat(ledger.periods(user, "analysis")).as(user).hasSize(1);
        }
        Map<String, Object> answer = allocate("2026-12-01");
        assertThat(answer).containsEntry("opened", 4L); // two users, two credit types each
        assertThat(ledger.periods("auckland", "analysis")).hasSize(2);
        assertThat(ledger.periods("berlin", "analysis")).hasSize(2);
        assertThat(ledger.periods("utc", "analysis")).hasSize(1);
        ledger.setClock("2026-12-01T00:00:00Z");
        assertThat(allocate("2026-12-01")).containsEntry("opened", 2L);
    }

    @Test
    void the_answer_adds_up_and_a_second_call_finds_nothing_to_do() {
        ledger.setClock("2026-10-10T00:00:00Z");
        ledger.subscribe("ada", "pro", "2026-08-01");
        ledger.subscribe("bob", "free", "2026-10-01");
        ledger.of("cyd")
                .grant(
                        "g",
                        "credits",
                        7_000,
                        Instant.parse("2026-10-09T00:00:00Z").plusSeconds(864_000));
        ledger.setClock("2026-11-05T00:00:00Z");
        Map<String, Object> answer = allocate(null);
        assertThat(
                        ledger.lines(
                                "SELECT type || ' ' || sum(amount_millicredits) FROM credit_ledger WHERE type IN ('allocation', 'expiry') GROUP BY type ORDER BY type"))
                .containsExactly(
                        "allocation " + answer.get("granted_millicredits"),
                        "expiry -" + answer.get("expired_millicredits"));
        assertThat(answer)
                .containsEntry("customers", 3L)
                .containsEntry("opened", 12L)
                .containsEntry("changed", 5L);
        assertThat(answer.get("rolled_millicredits")).hasToString("6000000"); // ada's 2,000, three times
        assertThat(allocate(null)).containsEntry("changed", 0L).containsEntry("opened", 0L);
        ledger.invariantsHold();
    }

    @Test
    void who_is_held_by_somebody_else_is_named_and_left_for_later() throws SQLException {
        ledger.setClock("2026-10-10T00:00:00Z");
        ledger.subscribe("ada", "pro", "2026-10-01");
        ledger.subscribe("bob", "pro", "2026-10-01");
        allocate(null);
        ledger.setClock("2026-11-01T00:00:00Z");
        String bob = ledger.lines("SELECT id::text FROM customer WHERE user_id = 'bob'")
                .getFirst();
        try (Connection charge = ledger.database().database().connect();
                Statement statement = charge.createStatement()) {
            charge.setAutoCommit(false);
            statement.execute("SELECT FROM account WHERE customer_id = " + bob
                    + " AND credit_type_id = (SELECT id FROM credit_type WHERE code = 'shobeis') FOR UPDATE");
            assertThat(allocate(null))
                    .containsEntry("opened", 3L)
                    .extractingByKey("busy")
                    .hasToString("{" + bob + "}");
            charge.rollback();
        }
        assertThat(allocate(null))
                .containsEntry("opened", 1L)
                .extractingByKey("busy")
                .hasToString("{}");
    }

    private void subscribe(String user, String zone) {
        ledger.subscribe(user, new Wish("pro", null, null, null, LocalDate.parse("2026-11-01"), zone, null));
    }

    private Map<String, Object> allocate(@Nullable String through) {
        return ledger.client()
                .sql(
                        "SELECT customers, changed, opened, granted_millicredits, rolled_millicredits, expired_millicredits, busy FROM allocate_customers("
                                + ALL + ", business_now(), ?::date, 1)")
                .param(through)
                .query()
                .singleRow();
    }

    @Test
    void what_an_upgrade_grants_inside_a_range_is_part_of_the_range_s_figures() {
        ledger.setClock("2026-09-11T15:00:00Z");
        ledger.subscribe("ada", "free", "2026-09-01");
        ledger.change("ada", Wish.plan("pro").at(Instant.parse("2026-10-16T00:00:00Z")));
        ledger.setClock("2026-11-05T00:00:00Z");
        assertThat(ledger.lines("""
                SELECT concat_ws(' ', w.opened, w.granted_millicredits, w.rolled_millicredits, w.expired_millicredits)
                FROM allocate_customers(ARRAY(SELECT id FROM customer), business_now(), NULL, NULL) AS w
                """))
                .isEqualTo(ledger.lines("""
                        SELECT concat_ws(' ', (SELECT count(*) FROM period WHERE period_start > '2026-09-01T00:00:00Z'),
                            sum(e.amount_millicredits) FILTER (WHERE e.type IN ('allocation', 'adjustment')),
                            (SELECT sum(p.rolled_in_millicredits) FROM period p), -sum(e.amount_millicredits) FILTER (WHERE e.type = 'expiry'))
                        FROM entry e WHERE e.occurred_at > '2026-09-01T00:00:00Z'
                        """))
                .first()
                .asString()
                .startsWith("4 ");
    }
}
