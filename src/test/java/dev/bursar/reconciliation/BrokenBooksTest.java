package dev.bursar.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** One town in which every invariant is broken, each at another user's. */
class BrokenBooksTest {
    private static Books books;

    @BeforeAll
    static void break_everything(@TempDir Path folder) throws IOException {
        books = Books.of(40);
        books.charge("user-000007", "k7");
        books.charge("user-000011", "k11");
        Path purchases = Files.writeString(folder.resolve("purchases.csv"), """
                payment_id,user_id,package,amount_cents,currency,purchased_at
                p1,user-000010,starter,999,usd,2026-11-10T00:00:00Z
                """);
        assertThat(books.bursar("import", "purchases", purchases.toString()).exit())
                .isZero();
        assertThat(books.reconcile().path("findings").intValue()).isZero();
        books.unguarded();
        books.damage("UPDATE account SET balance_millicredits = balance_millicredits + 7 WHERE id = "
                + account("user-000001", "shobeis"));
        books.damage("UPDATE entry SET balance_before_millicredits = balance_before_millicredits + 1 WHERE id ="
                + " (SELECT min(id) FROM entry WHERE account_id = " + account("user-000002", "shobeis") + ")");
        books.damage(
                "UPDATE lot SET remaining_millicredits = remaining_millicredits - 1000 WHERE open AND account_id = "
                        + account("user-000003", "analysis"));
        books.damage("UPDATE movement SET amount_millicredits = amount_millicredits + 1 WHERE entry_id ="
                + " (SELECT max(id) FROM entry WHERE account_id = " + account("user-000005", "shobeis") + ")");
        books.damage(
                "UPDATE period SET period_end = period_end + interval '1 second' WHERE (account_id, period_start) IN"
                        + " (SELECT account_id, min(period_start) FROM period WHERE account_id = "
                        + account("user-000013", "shobeis") + " GROUP BY account_id)");
        books.damage("DELETE FROM idempotency_key WHERE key = 'k7'");
        books.damage("UPDATE usage_event SET charged_millicredits = charged_millicredits + 3 WHERE request_id = 'k11'");
        books.damage("UPDATE lot SET granted_millicredits = granted_millicredits + 5 WHERE source = 'purchase'");
        books.damage("INSERT INTO movement (entry_id, lot_id, amount_millicredits) VALUES (88888, 99999, 11)");
        books.damage(
                "INSERT INTO lot (account_id, source, priority, granted_millicredits, remaining_millicredits, effective_at)"
                        + " VALUES (77777, 'bonus', 20, 4, 4, now())");
    }

    private static String account(String user, String type) {
        return "(SELECT a.id FROM account a JOIN customer c ON c.id = a.customer_id JOIN credit_type t ON t.id = a.credit_type_id"
                + " WHERE c.user_id = '%s' AND t.code = '%s')".formatted(user, type);
    }

    @AfterAll
    static void close() {
        books.close();
    }

    /** Lots and entries have ids of their own in each town; here they are letters. */
    private static List<String> found() {
        return books.findings().stream()
                .map(line -> line.replaceAll("(lot|entry) \\d{1,4}(?=\\D|$)", "$1 N"))
                .toList();
    }

    @Test
    void every_kind_is_found_with_user_place_and_amount() {
        JsonNode run = books.reconcile();
        assertThat(found()).containsExactly("""
                I1 open user-000001 7
                I10 open user-000010 lot N 5
                I2 open user-000002 entry N 1
                I3 open user-000001 7
                I3 open user-000003 1000
                I3 open - -4
                I4 open user-000003 lot N -1000
                I4 open user-000005 lot N -1
                I4 open - lot N 4
                I5 open user-000005 entry N -1
                I5 open - entry 88888 -11
                I6 open user-000013 period 2026-11-01T00:00:00Z: overlaps the period before it
                I7 open - table entry
                I7 open - table movement
                I8 open user-000007 key k7: key is not bound
                I9 open user-000011 entry N 3
                """.lines().toArray(String[]::new));
        assertThat(run.path("findings").longValue()).isEqualTo(16);
        assertThat(run.path("counts").path("written").longValue()).isEqualTo(16);
        // user 1: 7, not 14; user 3: 1000; what else is off by its one invariant
        assertThat(run.path("totals").path("varianceMillicredits").longValue())
                .isEqualTo(7 + 1 + 1000 + 1 + 4 + 11 + 3 + 5);
    }

    @Test
    void evidence_has_the_figures_that_disagree() {
        books.reconcile();
        Map<String, String> evidence = new TreeMap<>();
        for (String user : List.of("user-000001", "user-000010", "user-000007")) {
            books.bursar("reconciliation", "findings", "--user", user, "-o", "json")
                    .json()
                    .forEach(finding -> evidence.put(
                            finding.path("kind").stringValue(),
                            finding.path("evidence").toString()));
        }
        assertThat(evidence)
                .containsEntry("I1", "{\"balanceMillicredits\":1250007,\"entriesMillicredits\":1250000}")
                .containsEntry(
                        "I10",
                        "{\"netPriceCents\":999,\"usedMillicredits\":0,\"grantedMillicredits\":9990005,\"remainingMillicredits\":9990000}")
                .containsEntry("I8", "{\"key\":\"k7\",\"fault\":\"key is not bound\"}");
    }

    @Test
    void a_check_of_listed_users_finds_what_the_whole_check_finds_of_them() {
        books.reconcile();
        String[] users = {"user-000001", "user-000003", "user-000007", "user-000008"};
        List<Map<String, Object>> whole = standing(users);
        books.damage("DELETE FROM finding_change");
        books.damage("DELETE FROM finding");
        JsonNode some = books.reconcile(
                "--user", "user-000003", "--user", "user-000001", "--user", "user-000007", "--user", "user-000008");
        assertThat(some.path("scope").stringValue()).isEqualTo(String.join(",", users));
        assertThat(some.path("findings").intValue()).isEqualTo(5);
        assertThat(some.path("counts").path("read").intValue()).isEqualTo(12);
        assertThat(standing(users)).isEqualTo(whole);
        assertThat(books.findings()).hasSize(5);
    }

    private static List<Map<String, Object>> standing(String... users) {
        return books.client()
                .sql(
                        "SELECT kind, user_id, credit_type, place, amount_millicredits, evidence::text FROM findings WHERE user_id = ANY (?) ORDER BY 1, 2, 3, 4")
                .param(users)
                .query()
                .listOfRows();
    }

    @Test
    void plan_and_dry_run_find_the_same_and_keep_nothing() {
        List<String> before = books.findings();
        JsonNode run = books.reconcile("--user", "user-000001");
        List<String> after = books.findings();
        JsonNode dryRun = books.reconcile("--user", "user-000001", "--dry-run");
        JsonNode plan = books.bursar(
                        "reconciliation", "plan", "--date", Books.YESTERDAY, "--user", "user-000001", "-o", "json")
                .json();
        for (String figures : List.of("counts", "totals", "findings")) {
            assertThat(dryRun.path(figures)).isEqualTo(run.path(figures));
            assertThat(plan.path(figures)).isEqualTo(run.path(figures));
        }
        assertThat(plan.path("status").stringValue()).isEqualTo("PLANNED");
        assertThat(books.findings()).isEqualTo(after).containsAll(before);
    }
}
