package dev.bursar.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.cli.CommandLineRun;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What becomes of a finding from check to check. One balance is off by 7, which I1 and I3 show. */
class FindingsTest {
    private static final String OFF = "UPDATE account SET balance_millicredits = balance_millicredits + 7 WHERE id = 1";
    private static final String MENDED =
            "UPDATE account SET balance_millicredits = balance_millicredits - 7 WHERE id = 1";

    @AutoClose
    private final Books books = Books.of(20);

    private JsonNode first;

    @BeforeEach
    void a_check_that_finds_it() {
        books.damage(OFF);
        first = books.reconcile();
        assertThat(first.path("findings").intValue()).isEqualTo(2);
    }

    @Test
    void a_second_check_of_the_day_sees_the_same_finding_again() {
        assertThat(books.ran().stderr()).contains("had been completed before; this is what the books say now");
        assertThat(books.findings()).hasSize(2).allMatch(line -> line.contains(" open "));
        assertThat(
                        sql(
                                "SELECT count(*) FROM finding WHERE first_seen_at < last_seen_at AND first_run_id = last_run_id"))
                .containsExactly("2");
        assertThat(history()).containsExactly("open: seen by run 2");
    }

    @Test
    void what_is_mended_is_resolved_and_its_history_stays() {
        books.damage(MENDED);
        JsonNode again = books.reconcile();
        assertThat(again.path("run")).isEqualTo(first.path("run"));
        assertThat(again.path("findings").intValue()).isZero();
        assertThat(again.path("totals").path("varianceMillicredits").intValue()).isZero();
        assertThat(books.findings()).hasSize(2).allMatch(line -> line.contains(" resolved "));
        assertThat(history()).containsExactly("open: seen by run 2", "resolved: no longer there for run 2");
        assertThat(books.bursar("reconciliation", "findings").stdout()).isEqualTo("No findings stand.\n");
        assertThat(books.bursar("reconciliation", "findings", "-o", "json").stdout())
                .isEqualTo("[]\n");
        assertThat(books.bursar("reconciliation", "findings", "--status", "resolved", "-o", "json")
                        .json()
                        .size())
                .isEqualTo(2);
    }

    @Test
    void what_comes_back_is_the_same_finding_open_again() {
        books.damage(MENDED);
        books.reconcile();
        books.damage(OFF);
        books.reconcile();
        assertThat(books.findings()).hasSize(2).allMatch(line -> line.contains(" open "));
        assertThat(history())
                .containsExactly(
                        "open: seen by run 2", "resolved: no longer there for run 2", "open: again seen by run 2");
    }

    @Test
    void what_somebody_settled_is_opened_again_by_a_check_that_still_sees_it() {
        CommandLineRun resolve =
                books.bursar("reconciliation", "resolve", "1", "--reason", "mended by hand, ticket 12");
        assertThat(resolve.exit()).isZero();
        assertThat(resolve.stdout()).startsWith("Acknowledged finding 1: I1 (a balance is the sum of its entries).\n");
        assertThat(sql("SELECT status || ' ' || (owner = acting()) FROM finding ORDER BY id"))
                .first()
                .isEqualTo("acknowledged true");
        books.reconcile();
        assertThat(history())
                .containsExactly(
                        "open: seen by run 2", "acknowledged: mended by hand, ticket 12", "open: again seen by run 2");
    }

    @Test
    void what_somebody_settled_and_is_gone_is_resolved_by_the_next_check() {
        books.bursar("reconciliation", "resolve", "1", "--reason", "mended");
        books.damage(MENDED);
        books.reconcile();
        assertThat(history())
                .containsExactly("open: seen by run 2", "acknowledged: mended", "resolved: no longer there for run 2");
    }

    @Test
    void a_check_of_other_users_resolves_nothing_of_this_one() {
        books.damage(MENDED);
        books.reconcile("--user", "user-000005");
        assertThat(books.findings()).allMatch(line -> line.contains(" open "));
    }

    @Test
    void a_rehearsed_or_refused_resolve_changes_nothing() {
        CommandLineRun rehearsed = books.bursar("reconciliation", "resolve", "1", "--reason", "x", "--dry-run");
        assertThat(rehearsed.stdout()).endsWith("Dry run: nothing was changed.\n");
        assertThat(history()).hasSize(1);
        assertRefused(2, "--reason is missing; nothing was changed", "reconciliation", "resolve", "1");
        assertRefused(
                2, "there is no finding 99; nothing was changed", "reconciliation", "resolve", "99", "--reason", "x");
        assertRefused(
                2,
                "finding 'one' is malformed; nothing was changed",
                "reconciliation",
                "resolve",
                "one",
                "--reason",
                "x");
        books.bursar("reconciliation", "resolve", "1", "--reason", "x");
        CommandLineRun twice = books.bursar("reconciliation", "resolve", "1", "--reason", "x");
        assertThat(twice.exit()).isEqualTo(4);
        assertThat(twice.stderr()).contains("finding 1 is acknowledged already").contains("nothing was changed");
    }

    @Test
    void totals_have_a_row_for_every_kind() {
        assertThat(sql("SELECT concat_ws(' ', kind, open, acknowledged, amount_millicredits) FROM finding_totals"))
                .hasSize(10)
                .startsWith("I1 1 0 7", "I2 0 0 0", "I3 1 0 7");
    }

    private void assertRefused(int exit, String message, String... arguments) {
        CommandLineRun run = books.bursar(arguments);
        assertThat(run.exit()).isEqualTo(exit);
        assertThat(run.stderr()).startsWith("bursar: " + message + "\n");
    }

    /** Of finding 1. */
    private List<String> history() {
        return sql("SELECT status || ': ' || reason FROM finding_change WHERE finding_id = 1 ORDER BY id");
    }

    private List<String> sql(String query) {
        return books.client().sql(query).query(String.class).list();
    }
}
