package dev.bursar.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every view finds the damage that it is there for, done behind the back of constraints and triggers, and names the account. */
class InvariantDamageTest {
    @AutoClose
    static final TestLedger ledger = TestLedger.open();

    @BeforeAll
    static void a_ledger_without_guards() {
        ledger.setClock("2026-11-10T12:00:00Z");
        ledger.subscribe("ada", "pro", "2026-10-01");
        ledger.of("ada").purchase("p", "starter");
        ledger.consume("ada", "shobeis", 10, "k");
        ledger.consume("ada", "credits", 7, "k2");
        ledger.invariantsHold();
        ledger.client().sql("""
                DO $$ DECLARE c record; BEGIN
                    ALTER TABLE entry DISABLE TRIGGER ALL;
                    ALTER TABLE movement DISABLE TRIGGER ALL;
                    FOR c IN SELECT conrelid::regclass AS relation, conname FROM pg_constraint
                             WHERE conrelid::regclass::text IN ('entry', 'lot', 'account', 'period', 'usage_event', 'idempotency_key', 'movement') AND contype IN ('c', 'p')
                    LOOP EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', c.relation, c.conname); END LOOP;
                END $$
                """).update();
    }

    @BeforeEach
    void begin() {
        ledger.client().sql("BEGIN").update();
    }

    @AfterEach
    void undo_the_damage() {
        ledger.client().sql("ROLLBACK").update();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            i1  | UPDATE account SET balance_millicredits = balance_millicredits + 1
            i1  | DELETE FROM entry WHERE type = 'deduction'
            i1  | UPDATE entry SET account_id = 999 WHERE type = 'purchase'
            i2  | UPDATE entry SET balance_before_millicredits = balance_before_millicredits + 1 WHERE type = 'deduction'
            i2  | UPDATE entry SET balance_after_millicredits = balance_after_millicredits + 1 WHERE type = 'purchase'
            i2  | UPDATE entry SET id = -id WHERE type = 'deduction'
            i3  | UPDATE account SET balance_millicredits = -5
            i3  | UPDATE lot SET remaining_millicredits = remaining_millicredits - 1 WHERE source = 'purchase'
            i4  | UPDATE lot SET remaining_millicredits = -1 WHERE source = 'purchase'
            i4  | UPDATE lot SET granted_millicredits = remaining_millicredits - 1 WHERE source = 'purchase'
            i4  | DELETE FROM lot WHERE source = 'purchase'
            i5  | DELETE FROM movement WHERE amount_millicredits < 0
            i5  | UPDATE movement SET amount_millicredits = amount_millicredits + 1
            i5  | UPDATE movement SET lot_id = (SELECT l.id FROM lot l WHERE l.source = 'purchase')
            i6  | UPDATE period SET period_end = period_end + interval '1 second'
            i6  | INSERT INTO period SELECT * FROM period
            i6  | UPDATE entry SET occurred_at = occurred_at + interval '1 second' WHERE type = 'allocation'
            i6  | DELETE FROM period
            i7  | DELETE FROM closed_day -- the triggers are off already
            i8  | DELETE FROM idempotency_key
            i8  | UPDATE entry SET idempotency_key = 'same' WHERE idempotency_key IS NOT NULL
            i8  | INSERT INTO usage_event (request_id, account_id, status, action, items, priced_millicredits, charged_millicredits, catalogue_version_id, occurred_at, created_at) SELECT request_id, account_id, 'off', action, 1, 0, 0, 1, now(), now() FROM usage_event
            i9  | UPDATE usage_event SET charged_millicredits = charged_millicredits + 1
            i9  | DELETE FROM usage_event
            i9  | UPDATE usage_event SET entry_id = NULL
            i9  | UPDATE entry SET type = 'adjustment' WHERE type = 'deduction'
            i10 | UPDATE lot SET granted_millicredits = granted_millicredits + 1 WHERE source = 'purchase'
            i10 | UPDATE lot SET remaining_millicredits = remaining_millicredits - 1 WHERE source = 'purchase'
            """)
    void is_found(String invariant, String damage) {
        ledger.client().sql(damage).update();
        assertThat(new Invariants(ledger.client()).broken()).containsKey(invariant);
        assertThat(new Invariants(ledger.client()).broken().get(invariant))
                .allSatisfy(row -> assertThat(row.get("account_id")).isNotNull());
    }
}
