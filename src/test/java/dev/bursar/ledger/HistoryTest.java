package dev.bursar.ledger;

import static dev.bursar.ledger.TestLedger.isRefused;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryTest {
    @AutoClose
    final TestLedger ledger = TestLedger.open();

    @BeforeEach
    void ada_has_a_history() {
        ledger.setClock("2026-11-10T12:00:00Z");
        ledger.subscribe("ada", "pro", "2026-11-01");
        ledger.consume("ada", "shobeis", 10, "k");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE entry SET reason = 'better'",
                "DELETE FROM entry",
                "TRUNCATE entry",
                "UPDATE movement SET amount_millicredits = amount_millicredits",
                "DELETE FROM movement",
                "TRUNCATE movement",
                "UPDATE entry SET reason = 'none at all' WHERE false"
            })
    void the_owner_and_a_replication_session_are_refused_to_change_it(String statement) {
        isRefused("BU410", () -> ledger.client().sql(statement).update());
        ledger.client().sql("SET session_replication_role = replica").update();
        isRefused("BU410", () -> ledger.client().sql(statement).update());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE entry DISABLE TRIGGER entry_never_changes",
                "ALTER TABLE entry ENABLE TRIGGER entry_never_changes", // would sleep in a replication session
                "ALTER TABLE entry ENABLE REPLICA TRIGGER entry_never_changes",
                "ALTER TABLE movement DISABLE TRIGGER ALL",
                "DROP TRIGGER movement_never_changes ON movement"
            })
    void i7_reports_a_trigger_that_no_longer_watches(String statement) {
        ledger.invariantsHold();
        ledger.client().sql(statement).update();
        assertThat(new Invariants(ledger.client()).broken()).containsOnlyKeys("i7");
    }

    @Test
    void an_entry_never_leaves_a_negative_balance_nor_a_lot_more_than_it_was_granted() {
        isRefused(
                "23514",
                () -> ledger.client()
                        .sql("UPDATE account SET balance_millicredits = -1")
                        .update());
        isRefused(
                "23514",
                () -> ledger.client()
                        .sql("UPDATE lot SET remaining_millicredits = granted_millicredits + 1")
                        .update());
        isRefused(
                "23514",
                () -> ledger.client()
                        .sql("UPDATE lot SET remaining_millicredits = -1")
                        .update());
    }
}
